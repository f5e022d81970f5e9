import { Hono, type Context } from 'hono'
import { cut } from '../../shared/audience.ts'
import { problem, Refusal } from '../../shared/events/problem.ts'
import type { RecordedEvent } from '../../shared/events/types.ts'
import { audienceOf, maySpeakFor } from '../access/caller.ts'
import { takeIn } from '../intake.ts'
import { weigh } from '../weigh.ts'
import { readCloudEvents, Unreadable, type Told } from './cloudevents.ts'
import { allow, wholeNumber, type Env } from './context.ts'

/** A page holds no more than about this many characters, but always one event. */
const mostCharacters = 8_000_000
/** Rows read at a time, and in all for one page of a feeder's own sources. */
const rowsAtOnce = 200
const mostRows = 50_000

export const events = new Hono<Env>()
  .post('/api/events', allow('feeder', 'operator', 'executive', 'agency'), async (c) => {
    const { batch, inputs } = await readOrKeep(c)
    const { server, world, caller } = c.var
    server.limits.spend(caller, inputs.length - 1)
    const answer = await takeIn(world, server.quarantine, inputs, caller)
    server.metrics.told(answer)
    const [refused] = answer.refused
    if (refused && !batch) throw new Refusal(refused.problem)
    if (answer.recorded.length > 0) return c.json(answer, 201)
    if (answer.known.length > 0 || inputs.length === 0) return c.json(answer, 200)
    throw new Refusal(
      problem(422, 'No event of the batch was recorded', 'see refused: each with its fields', { ...answer }),
    )
  })
  .get('/api/events', allow('feeder', 'operator', 'executive', 'agency', 'display'), async (c) => {
    const after = wholeNumber(c, 'after', { otherwise: 0, least: 0, most: Number.MAX_SAFE_INTEGER })
    const limit = wholeNumber(c, 'limit', { otherwise: 100, least: 1, most: 1_000 })
    const { world, caller } = c.var
    const mine = (event: RecordedEvent) => caller.role !== 'feeder' || maySpeakFor(caller, event.source)
    const audience = audienceOf(caller)
    const seen: RecordedEvent[] = []
    const { seq: head } = await world.log.head()
    const last = Math.min(head, after + mostRows)
    let next = after
    let characters = 0
    let full = false
    while (next < last && !full) {
      if (next > after) await new Promise<void>((resume) => setImmediate(resume))
      for (const event of await world.log.read(next, Math.min(rowsAtOnce, last - next))) {
        characters += mine(event) ? weigh(event) : 0
        full = seen.length === limit || (seen.length > 0 && characters > mostCharacters)
        if (full) break
        if (mine(event)) seen.push(cut(event, audience))
        next = event.seq
      }
    }
    return c.json({ epoch: world.log.epoch, after, next, events: seen, head })
  })

/** What cannot be read as a request at all is kept too, with its raw body. */
async function readOrKeep(c: Context<Env>): Promise<Told> {
  try {
    return await readCloudEvents(c)
  } catch (error) {
    if (error instanceof Unreadable) {
      const { world, caller, server } = c.var
      const { raw, problem: refused } = error
      const reason = refused.detail
      await server.quarantine.keep([{ world: world.info.name, source: caller.ref, reason, raw, caller }])
    }
    throw error
  }
}
