import { Hono } from 'hono'
import { lifeReport } from '../../shared/life.ts'
import { problem, Refusal } from '../../shared/events/problem.ts'
import { formOf } from './anyone.ts'
import { readBody } from './body.ts'
import { allow, type Env } from './context.ts'

/** A picture of a wall, drawn small; whatever is larger is none. */
const mostBytes = 300_000
const pictureTypes = new Set(['image/webp', 'image/jpeg', 'image/png'])

const noScreen = () => new Refusal(problem(404, 'Not found', 'there is no such screen'))

/** Proof of life: who sits at a desk, what paired screens say of themselves, and the pictures that operators ask them for. */
export const life = new Hono<Env>()
  .post('/api/screen/life', allow('display'), async (c) => {
    const { limits, life, worlds, access } = c.var.server
    const { ref } = c.var.caller
    limits.sign(ref)
    const report = await formOf(c, lifeReport)
    if (!access.screens.find(ref)) throw noScreen()
    const world = worlds.all().find(({ log }) => log.epoch === report.epoch)
    return c.json({ picture: life.heard(ref, report, world?.present.seq) })
  })
  .put('/api/screen/picture', allow('display'), async (c) => {
    const { limits, life, access } = c.var.server
    const { ref } = c.var.caller
    limits.sign(ref)
    if (!access.screens.find(ref)) throw noScreen()
    const type = c.req.header('content-type') ?? ''
    if (!pictureTypes.has(type))
      throw new Refusal(problem(415, 'Not a picture', `send one of ${[...pictureTypes].join(', ')}`))
    const bytes = Uint8Array.from(await readBody(c, mostBytes))
    life.pictured(ref, type, bytes)
    return c.body(null, 204)
  })
  .post('/api/desk/present', allow('operator', 'executive', 'agency'), (c) => {
    const { desks } = c.var.server.life
    const { role, ref } = c.var.caller
    // Others see the figure; who answers the alarms is the operator.
    if (role === 'operator' || role === 'admin') desks.present(ref)
    return c.json({ operators: desks.operators })
  })
  .post('/api/screens/:id/picture', allow('operator'), (c) => {
    const { access, life } = c.var.server
    const id = c.req.param('id')
    if (!access.screens.find(id)) throw noScreen()
    life.want(id)
    return c.json({ wanted: true }, 202)
  })
  .get('/api/screens/:id/picture', allow('operator'), (c) => {
    const picture = c.var.server.life.picture(c.req.param('id'))
    if (!picture) throw new Refusal(problem(404, 'Not found', 'this screen has sent no picture lately'))
    c.header('Cache-Control', 'no-store')
    c.header('Content-Type', picture.type)
    c.header('Content-Security-Policy', "default-src 'none'")
    return c.body(picture.bytes)
  })
