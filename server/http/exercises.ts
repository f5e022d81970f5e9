import { Hono } from 'hono'
import * as z from 'zod'
import { fieldErrors, problem, Refusal } from '../../shared/events/problem.ts'
import { instant } from '../../shared/events/fields.ts'
import { parseJson, readBody } from './body.ts'
import { admit, type Env } from './context.ts'

const exercise = z.object({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/, 'must be a short word of small letters, digits and -'),
  title: z.string().max(120).optional(),
  start: instant.describe('Where the exercise’s clock stands at the start'),
  rate: z.number().min(0.1).max(3600).default(1),
})

/** Exercises (gladi): worlds beside the real one, each with its own log and clock. */
export const exercises = new Hono<Env>()
  .get('/api/worlds', admit('operator', 'executive', 'agency', 'display'), (c) =>
    c.json({
      worlds: c.var.server.worlds.all().map(({ info, clock, log, present }) => ({
        ...info,
        clock: { now: clock.now(), rate: clock.rate },
        position: { epoch: log.epoch, seq: present.seq },
      })),
    }),
  )
  .post('/api/worlds', admit('admin'), async (c) => {
    const read = exercise.safeParse(parseJson((await readBody(c, 10_000)).toString('utf8')))
    if (!read.success) {
      throw new Refusal(
        problem(422, 'Not understood', 'the exercise is wrong', { errors: fieldErrors(read.error) }),
      )
    }
    if (read.data.name === 'real')
      throw new Refusal(problem(409, 'Not possible', 'the real world is no exercise'))
    const { info, log } = await c.var.server.worlds.startExercise({
      ...read.data,
      start: Date.parse(read.data.start),
    })
    return c.json({ ...info, position: { epoch: log.epoch, seq: 0 } }, 201)
  })
