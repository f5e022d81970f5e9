import { Hono, type Context } from 'hono'
import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { fieldErrors, problem, refusedFor, Refusal } from '../../shared/events/problem.ts'
import { why, type ReasonCode } from '../../shared/events/reasons.ts'
import { instant } from '../../shared/events/fields.ts'
import { parseJson, readBody, textOf } from './body.ts'
import { takeIn } from '../intake.ts'
import type { World } from '../worlds.ts'
import { admit, allow, type Env } from './context.ts'

const worldName = /^[a-z][a-z0-9-]{0,40}$/
const exercise = z.object({
  name: z.string().regex(worldName, 'must be a short word of small letters, digits and -'),
  title: z.string().max(120).optional(),
  start: instant.describe('Where the exercise’s clock stands at the start'),
  rate: z.number().min(0.1).max(3600).default(1),
  again: z.boolean().default(false).describe('Throws the log of an exercise of this name away'),
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
    const read = exercise.safeParse(parseJson(textOf(await readBody(c, 10_000))))
    if (!read.success) {
      throw new Refusal(
        problem(422, 'Not understood', 'the exercise is wrong', { errors: fieldErrors(read.error) }),
      )
    }
    if (read.data.name === 'real')
      throw new Refusal(problem(409, 'Not possible', 'the real world is no exercise'))
    const { again, name, ...rest } = read.data
    // A request that is sent twice must not cost what was told in between.
    if (!again && c.var.server.worlds.find(name))
      throw new Refusal(problem(409, 'Not possible', `${name} is there; again: true starts it anew, empty`))
    const start = Date.parse(rest.start)
    const { info, log } = await c.var.server.worlds.startExercise({ ...rest, name, start })
    return c.json({ ...info, position: { epoch: log.epoch, seq: 0 } }, 201)
  })
  .post('/api/exercises/:id/start', allow('operator'), async (c) => {
    const { world: home, server } = c.var
    const { title, start, rate, injects, status } = plannedOf(c)
    const id = c.req.param('id')
    if (status !== 'planned') throw impossible('exercise-order', `this exercise is ${status} already`)
    if (id === 'real' || !worldName.test(id) || server.worlds.find(id))
      throw impossible(
        'exercise-name-taken',
        `there can be no new world called ${id}: plan it under another name`,
      )
    const world = await server.worlds.startExercise({ name: id, title, start: Date.parse(start), rate })
    await say(c, world, 'exercise.started', { title, start, injects })
    await say(c, home, 'exercise.started', { title, start })
    return c.json({ world: id }, 201)
  })
  .post('/api/exercises/:id/end', allow('operator'), async (c) => {
    const { world: home, server } = c.var
    const id = c.req.param('id')
    plannedOf(c)
    const world = server.worlds.find(id)
    await say(c, home, 'exercise.ended', {})
    if (world) await say(c, world, 'exercise.ended', {})
    return c.json({ world: id })
  })

const impossible = (code: ReasonCode, detail: string) =>
  new Refusal(refusedFor(409, 'Not possible now', why(code, detail)))

function plannedOf(c: Context<Env>) {
  const found = c.var.world.present.situations.staff.exercise.get(c.req.param('id') ?? '')
  if (!found) throw new Refusal(problem(404, 'Not found', 'no such exercise is planned here'))
  return found
}

/** Says it of the exercise as the act of whoever asked; refused as that would be. */
async function say(
  c: Context<Env>,
  world: World,
  type: string,
  data: Record<string, unknown>,
): Promise<void> {
  const value = {
    specversion: '1.0',
    id: randomUUID(),
    source: '/ruang/gladi',
    type,
    subject: c.req.param('id'),
    data,
  }
  const input = { value, raw: JSON.stringify(value) }
  const { refused } = await takeIn(world, c.var.server.quarantine, [input], c.var.caller)
  if (refused[0]) throw new Refusal(refused[0].problem)
}
