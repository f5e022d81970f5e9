import { join } from 'node:path'
import * as z from 'zod'
import type { Caller } from '../access/caller.ts'
import { Keys } from '../access/keys.ts'
import type { Config } from '../config.ts'
import { takeIn } from '../intake.ts'
import type { Holder } from '../lock.ts'
import type { World } from '../worlds.ts'
import { ask, refusal } from './ask.ts'
import { Failure } from './failure.ts'
import { openData } from './open-data.ts'
import { byHttp, type Tell } from './tell.ts'

/** Where events are told: a world, found or started as an exercise. */
interface Stage {
  world: string
  tell: Tell
  close: () => Promise<void>
}

/** The world to find; one that is not there is started as an exercise, its clock at `start` (UTC) and `rate` times as fast. */
interface Wanted {
  world: string | undefined
  start: string
  rate: number
}

const worldsAnswer = z.object({ worlds: z.array(z.object({ name: z.string() })) })
/** A recording is told as facts: by a feeder, not as acts of a person. */
const teller = { role: 'feeder', name: 'ruang replay' } as const
const keyHours = 24

/** The name that a new exercise may have. Throws Failure for any other. */
function named(world: string | undefined): string {
  if (world && /^[a-z][a-z0-9-]{0,40}$/.test(world) && world !== 'real') return world
  throw new Failure('--world must be a short word of small letters, digits and -')
}

/** The stage of a running server, reached by HTTP with a key of its own that is taken back in the end. */
export async function serverStage(
  { DATA_DIR }: Config,
  { address, token }: Holder,
  wanted: Wanted,
): Promise<Stage> {
  const operator = { address, key: token }
  const listed = await ask(operator, 'GET', '/api/worlds')
  const there = worldsAnswer.safeParse(listed.body)
  if (!there.success) throw new Failure(refusal(listed))
  const names = there.data.worlds.map(({ name }) => name)
  const world = wanted.world ?? (names.length === 1 ? names[0]! : 'real')
  if (!names.includes(world)) {
    const exercise = { name: named(world), start: wanted.start, rate: wanted.rate }
    const body = { type: 'application/json', text: JSON.stringify(exercise) }
    const started = await ask(operator, 'POST', '/api/worlds', body)
    if (started.status !== 201) throw new Failure(refusal(started))
  }
  const keys = new Keys(join(DATA_DIR, 'access.db'))
  const expires = new Date(Date.now() + keyHours * 3_600_000).toISOString()
  const key = keys.create({ ...teller, expires })
  const ref = keys.refOf(key)
  const close = async () => {
    keys.revoke(ref)
    keys.close()
  }
  return { world, tell: byHttp({ address, key }, world), close }
}

/** The stage of a data folder no server runs on: this process records through the hub. */
export async function folderStage(config: Config, wanted: Wanted): Promise<Stage> {
  const { worlds, quarantine, close } = await openData(config)
  try {
    const world = worlds.find(wanted.world) ?? (await startExercise(wanted))
    const caller: Caller = { ...teller, ref: 'ruang', sources: ['*'] }
    return { world: world.info.name, tell: directly(world, caller), close }
  } catch (error) {
    await close()
    throw error
  }

  async function startExercise({ world, start, rate }: Wanted): Promise<World> {
    return worlds.startExercise({ name: named(world), start: Date.parse(start), rate })
  }

  function directly(world: World, caller: Caller): Tell {
    return async (events) => {
      const inputs = events.map(({ event }) => ({ value: event, raw: JSON.stringify(event) }))
      const { recorded, known, refused } = await takeIn(world, quarantine, inputs, caller)
      return {
        recorded: recorded.length,
        known: known.length,
        refused: refused.map(({ id, problem }) => ({ id, reason: problem.detail })),
      }
    }
  }
}
