import { Hono, type Context } from 'hono'
import { gaugeOf } from '../../shared/coordination/water-level.ts'
import { problem, Refusal } from '../../shared/events/problem.ts'
import { declared, worked, type Condition } from '../feeds/condition.ts'
import { Unreadable, type Reading, type Speaker } from '../feeds/feed.ts'
import { cloudEvent } from '../feeds/statement.ts'
import { takeIn } from '../intake.ts'
import type { World } from '../worlds.ts'
import { parseJson, readBody, textOf } from './body.ts'
import { allow, type Env } from './context.ts'

const mostBytes = 100_000
const source = '/alat'
const conditions = new WeakMap<World, Map<string, Condition>>()

/** A door for gauges that cannot speak CloudEvents: The Things Stack's webhooks, or plain JSON. What cannot be read is kept. */
export const uplinks = new Hono<Env>().post('/api/uplinks', allow('feeder'), async (c) => {
  const { server, world, caller } = c.var
  const raw = textOf(await readBody(c, mostBytes)) ?? ''
  const { events, refused } = await read(c, raw)
  if (refused[0]) throw await kept(c, refused[0].reason, raw)
  const inputs = events.map((told) => ({ value: cloudEvent(told, source), raw }))
  const answer = await takeIn(world, server.quarantine, inputs, caller)
  server.metrics.told(answer)
  const [wrong] = answer.refused
  if (wrong) throw new Refusal(wrong.problem)
  await hear(c, answer.recorded.length)
  return c.json(answer, answer.recorded.length > 0 ? 201 : 200)
})

async function read(c: Context<Env>, raw: string): Promise<Reading> {
  const setting = c.var.world.present.situations.staff.setting.get('gauges')?.value
  // With its first body: a start need not wait for what reads it.
  const { gaugeUplink } = await import('../feeds/uplink.ts')
  try {
    return gaugeUplink((id) => gaugeOf(setting, id)).parse(raw)
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    const refused = await kept(c, error.message, raw)
    // What is no JSON at all is 400, as at every door.
    parseJson(raw)
    throw refused
  }
}

/** Puts what was sent aside for staff, and says which field is wrong. */
async function kept(c: Context<Env>, reason: string, raw: string): Promise<Refusal> {
  const { world, server, caller } = c.var
  await server.quarantine.keep([{ world: world.info.name, source, reason, raw, caller }])
  const [field = ''] = /^[\w.]+(?=: )/.exec(reason) ?? []
  const wrong = field
    ? { field, detail: reason.slice(field.length + 2) }
    : { field: '(body)', detail: reason }
  return new Refusal(problem(422, 'Not understood', reason, { errors: [wrong] }))
}

/** Whoever sends by this door is a source: silent where its gauges are. */
async function hear(c: Context<Env>, fresh: number): Promise<void> {
  const { world, server, caller } = c.var
  const feed: Speaker = {
    ...{ name: `sensor-${caller.ref}`, title: `Sensor (${caller.name})`, owner: caller.name, source },
    ...{ everySeconds: 900, lateAfterSeconds: 3_600 },
  }
  const ofWorld = conditions.get(world) ?? new Map<string, Condition>()
  conditions.set(world, ofWorld)
  const condition = ofWorld.get(feed.name) ?? { heard: -Infinity }
  const now = world.clock.now()
  const sayings = [
    ...(condition.works ? [] : [declared(feed, now)]),
    ...worked(feed, condition, now, fresh, false),
  ]
  if (sayings.length === 0) return
  const inputs = sayings.map((value) => ({ value, raw: JSON.stringify(value) }))
  await takeIn(world, server.quarantine, inputs, caller)
  ofWorld.set(feed.name, { works: true, heard: now })
}
