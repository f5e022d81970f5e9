import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { WorldInfo } from '../shared/protocol.ts'
import { exerciseClock, realClock, type Clock } from './clock.ts'
import type { Ground } from './ground.ts'
import { Hub } from './hub.ts'
import type { Log } from './log/log.ts'
import { dropLog, openLog } from './log/open.ts'
import { openMediaFolder } from './media/store.ts'
import { Present } from './present.ts'
import { openRegisters, type Registers } from './registers/registers.ts'
import { folderOf, folderRoster, makeFolder, type Exercise, type Roster, type Started } from './roster.ts'
import { Writing } from './writing.ts'

/** A log with its clock and all that hangs on it: its hub, its present, its registers. */
export interface World {
  info: WorldInfo
  clock: Clock
  log: Log
  writing: Writing
  /** Writes to log and vault durably, to see whether they take it. Rejects where they do not. */
  check: () => Promise<void>
  present: Present
  hub: Hub
  registers: Registers
  regionAt: Ground['regionAt']
  /** The settings before the first setting.changed. */
  first: Record<string, unknown>
  close: () => Promise<void>
}

export async function openWorld(
  ground: Ground,
  folder: string,
  info: WorldInfo,
  clock: Clock,
): Promise<World> {
  mkdirSync(folder, { recursive: true })
  const log = await openLog(ground, info.name, folder)
  const present = await Present.open(log, ground.first).catch(async (error: unknown) => {
    await log.close()
    throw error
  })
  const registers = await openRegisters(
    join(folder, 'registers.db'),
    { log, follow: (onEvents) => present.onApplied(onEvents) },
    ground.first,
    (standing) => ground.registerStands?.(info.name, standing),
  )
  const check = async () => (await log.check(), ground.vault.check())
  const writing = new Writing(check)
  const hub = new Hub({
    log,
    present,
    clock,
    keep: (records) => ground.vault.keep(records, info.name),
    regionAt: ground.regionAt,
    mediaKept: openMediaFolder(join(ground.dataDir, 'media')).has,
    seqsOf: registers.seqsOf,
    committed: (ms, events) => {
      writing.worked()
      ground.committed?.(ms, events)
    },
    failed: (reason) => writing.failed(reason),
  })
  const close = async () => {
    await hub.idle()
    writing.close()
    // A checkpoint that finds no room is made another time: the log is what counts.
    await present.close().catch(() => undefined)
    await registers.close()
    await log.close()
  }
  const { first, regionAt } = ground
  return { info, clock, log, writing, check, present, hub, registers, regionAt, first, close }
}

/** The worlds of this installation by name: the real one, and exercises beside it. */
export class Worlds {
  readonly #ground: Ground
  readonly #leftAside: (name: string, error: unknown) => void
  readonly #roster: Roster
  #worlds = new Map<string, World>()
  /** When each exercise that is open here was started. */
  #started = new Map<string, number>()
  #restarting = new Set<string>()
  #starting: Promise<unknown> = Promise.resolve()
  #listeners = new Set<(world: World) => void>()

  /** `leftAside` hears of an exercise that cannot be opened; `roster`: which there are, left out: those of the folders here. */
  constructor(
    ground: Ground,
    leftAside: (name: string, error: unknown) => void = () => undefined,
    roster = folderRoster(ground.dataDir),
  ) {
    this.#ground = ground
    this.#leftAside = leftAside
    this.#roster = roster
  }

  async openReal(): Promise<World> {
    const info: WorldInfo = { name: 'real', kind: 'real' }
    return this.#put(await openWorld(this.#ground, this.#ground.dataDir, info, realClock))
  }

  /** Opens the exercises that were left running, from then on those that other nodes start; one that fails is left aside. */
  async openExercises(): Promise<void> {
    await this.#openNew()
    this.#roster.onChange(() => void this.#inTurn(() => this.#openNew()).catch(() => undefined))
  }

  async #openNew(): Promise<void> {
    for (const name of await this.#roster.names()) {
      try {
        const started = await this.#roster.read(name)
        if (this.#started.get(name) === started.startedAt) continue
        await this.#leave(name)
        await this.#openExercise(started)
      } catch (error) {
        this.#leftAside(name, error)
      }
    }
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#starting.then(act)
    this.#starting = turn.catch(() => undefined)
    return turn
  }

  async #leave(name: string): Promise<void> {
    const before = this.#worlds.get(name)
    this.#worlds.delete(name)
    this.#started.delete(name)
    await before?.close()
  }

  /** Starts an exercise on an empty log; one of that name is replaced, and its screens are given the new one. */
  startExercise(exercise: Exercise): Promise<World> {
    return this.#inTurn(() => this.#startExercise(exercise))
  }

  async #startExercise(exercise: Exercise): Promise<World> {
    const { name } = exercise
    try {
      this.#restarting.add(name)
      await this.#leave(name)
      await dropLog(this.#ground, name)
      const started = { ...exercise, startedAt: Date.now() }
      makeFolder(this.#ground.dataDir, started)
      await this.#roster.put(started)
      return await this.#openExercise(started)
    } finally {
      this.#restarting.delete(name)
    }
  }

  /** Whether that world (or the only one) is just being started anew. */
  isRestarting(name?: string): boolean {
    return name ? this.#restarting.has(name) : this.#restarting.size > 0
  }

  async #openExercise({ name, title, start, rate, startedAt }: Started): Promise<World> {
    const folder = folderOf(this.#ground.dataDir, name)
    const info: WorldInfo = { name, kind: 'exercise', ...(title && { title }) }
    const world = await openWorld(this.#ground, folder, info, exerciseClock(start, rate, startedAt))
    this.#started.set(name, startedAt)
    return this.#put(world)
  }

  #put(world: World): World {
    this.#worlds.set(world.info.name, world)
    for (const listener of this.#listeners) listener(world)
    return world
  }

  /** The world of that name; without a name the real one, or the only one. */
  find(name?: string): World | undefined {
    if (name) return this.#worlds.get(name)
    const only = this.#worlds.size + this.#restarting.size === 1 ? this.all()[0] : undefined
    return this.#worlds.get('real') ?? only
  }

  all(): World[] {
    return [...this.#worlds.values()]
  }

  /** Calls back with each world that is opened. */
  onOpened(listener: (world: World) => void): void {
    this.#listeners.add(listener)
  }

  async close(): Promise<void> {
    await this.#roster.close()
    await this.#starting
    await Promise.all(this.all().map((world) => world.close()))
  }
}
