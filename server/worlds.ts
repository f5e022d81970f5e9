import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { WorldInfo } from '../shared/protocol.ts'
import { exerciseClock, realClock, type Clock } from './clock.ts'
import { Hub } from './hub.ts'
import { SqliteLog } from './log/sqlite.ts'
import type { Log } from './log/log.ts'
import { Present } from './present.ts'
import { openSubjects, type Subjects } from './registers/subjects.ts'
import type { Vault } from './vault/vault.ts'

/** A log with its clock and all that hangs on it: its hub, its present, its registers. */
export interface World {
  info: WorldInfo
  clock: Clock
  log: Log
  present: Present
  hub: Hub
  subjects: Subjects
  /** The settings before the first setting.changed. */
  first: Record<string, unknown>
  close: () => Promise<void>
}

/** What every world shares. */
export interface Ground {
  dataDir: string
  vault: Vault
  first: Record<string, unknown>
  regionAt: (longitude: number, latitude: number) => string | undefined
}

/** How an exercise is set up: its clock starts at `start` (ms UTC) and runs `rate` times as fast as ours. */
export interface Exercise {
  name: string
  title?: string
  start: number
  rate: number
}

export async function openWorld(
  ground: Ground,
  folder: string,
  info: WorldInfo,
  clock: Clock,
): Promise<World> {
  mkdirSync(folder, { recursive: true })
  const log = new SqliteLog(join(folder, 'log.db'))
  const present = await Present.open(log, ground.first)
  const subjects = openSubjects(join(folder, 'registers.db'), log)
  const hub = new Hub({
    log,
    present,
    clock,
    keep: (records) => ground.vault.keep(records),
    regionAt: ground.regionAt,
    seqsOf: subjects.seqsOf,
  })
  const close = async () => {
    await hub.idle()
    await present.close()
    subjects.close()
    await log.close()
  }
  return { info, clock, log, present, hub, subjects, first: ground.first, close }
}

/** The worlds of this installation by name: the real one, and exercises beside it. */
export class Worlds {
  readonly #ground: Ground
  #worlds = new Map<string, World>()
  #listeners = new Set<(world: World, before: World | undefined) => void>()

  constructor(ground: Ground) {
    this.#ground = ground
  }

  async openReal(): Promise<World> {
    const info: WorldInfo = { name: 'real', kind: 'real' }
    return this.#put(await openWorld(this.#ground, this.#ground.dataDir, info, realClock))
  }

  /** Opens the exercises that were left running. */
  async openExercises(): Promise<void> {
    const folder = join(this.#ground.dataDir, 'worlds')
    for (const name of listFolders(folder)) {
      const kept = JSON.parse(readFileSync(join(folder, name, 'world.json'), 'utf8')) as Exercise & {
        startedAt: number
      }
      await this.#openExercise(kept, kept.startedAt)
    }
  }

  /** Starts an exercise on an empty log; one of that name is replaced, and its screens are given the new one. */
  async startExercise(exercise: Exercise): Promise<World> {
    const before = this.#worlds.get(exercise.name)
    await before?.close()
    const folder = join(this.#ground.dataDir, 'worlds', exercise.name)
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    const startedAt = Date.now()
    writeFileSync(join(folder, 'world.json'), JSON.stringify({ ...exercise, startedAt }))
    return this.#openExercise(exercise, startedAt)
  }

  async #openExercise({ name, title, start, rate }: Exercise, startedAt: number): Promise<World> {
    const folder = join(this.#ground.dataDir, 'worlds', name)
    const info: WorldInfo = { name, kind: 'exercise', ...(title && { title }) }
    return this.#put(await openWorld(this.#ground, folder, info, exerciseClock(start, rate, startedAt)))
  }

  #put(world: World): World {
    const before = this.#worlds.get(world.info.name)
    this.#worlds.set(world.info.name, world)
    for (const listener of this.#listeners) listener(world, before)
    return world
  }

  /** The world of that name; without a name the real one, or the only one. */
  find(name?: string): World | undefined {
    if (name) return this.#worlds.get(name)
    return this.#worlds.get('real') ?? (this.#worlds.size === 1 ? [...this.#worlds.values()][0] : undefined)
  }

  all(): World[] {
    return [...this.#worlds.values()]
  }

  /** Calls back with each world that is opened, and with the one it replaces. */
  onOpened(listener: (world: World, before: World | undefined) => void): void {
    this.#listeners.add(listener)
  }

  async close(): Promise<void> {
    await Promise.all(this.all().map((world) => world.close()))
  }
}

function listFolders(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
