import { Hono } from 'hono'
import { cut } from '../../shared/audience.ts'
import { problem, Refusal } from '../../shared/events/problem.ts'
import { audienceOf, maySpeakFor } from '../access/caller.ts'
import { takeIn } from '../intake.ts'
import { readCloudEvents } from './cloudevents.ts'
import { allow, wholeNumber, type Env } from './context.ts'

export const events = new Hono<Env>()
  .post('/api/events', allow('feeder', 'operator', 'executive', 'agency'), async (c) => {
    const { batch, inputs } = await readCloudEvents(c)
    const answer = await takeIn(c.var.world, c.var.server.quarantine, inputs, c.var.caller)
    c.var.server.metrics.told(answer)
    const [refused] = answer.refused
    if (refused && !batch) throw new Refusal(refused.problem)
    if (answer.recorded.length > 0) return c.json(answer, 201)
    if (answer.known.length > 0 || inputs.length === 0) return c.json(answer, 200)
    throw new Refusal(
      problem(422, 'No event of the batch was recorded', 'see refused: each with its fields', { ...answer }),
    )
  })
  .get('/api/events', allow('feeder', 'operator', 'executive', 'agency', 'display'), async (c) => {
    const after = wholeNumber(c, 'after', 0, 0, Number.MAX_SAFE_INTEGER)
    const limit = wholeNumber(c, 'limit', 100, 1, 1_000)
    const { world, caller } = c.var
    const read = await world.log.read(after, limit)
    const seen = caller.role === 'feeder' ? read.filter(({ source }) => maySpeakFor(caller, source)) : read
    const audience = audienceOf(caller)
    const { seq } = await world.log.head()
    return c.json({
      epoch: world.log.epoch,
      after,
      events: seen.map((event) => cut(event, audience)),
      head: seq,
    })
  })
