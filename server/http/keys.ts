import { Hono } from 'hono'
import { problem, Refusal } from '../../shared/events/problem.ts'
import { formOf } from './anyone.ts'
import { admit, type Env } from './context.ts'
import { newKey } from './forms.ts'
import { nameOf } from './screens.ts'

const dayMs = 86_400_000

/** API keys, as an administrator sees them: a key is shown once, at its making. */
export const keys = new Hono<Env>()
  .get('/api/keys', admit(), (c) => {
    c.header('Cache-Control', 'no-store')
    return c.json({ keys: c.var.server.keys.list() })
  })
  .post('/api/keys', admit(), async (c) => {
    const { days, sources, types, name, role } = await formOf(c, newKey)
    if ((sources || types) && role !== 'feeder')
      throw new Refusal(problem(422, 'Not understood', 'only a feeder has sources and types'))
    const expires = days === undefined ? undefined : new Date(Date.now() + days * dayMs).toISOString()
    const { keys, access } = c.var.server
    const key = keys.create({ name, role, expires, sources, types })
    const ref = keys.refOf(key)
    await access.journal.note('key.created', ref, { name, role, by: nameOf(c) }).catch((error: unknown) => {
      // What cannot be noted is not given out.
      keys.revoke(ref)
      throw error
    })
    await access.settle()
    c.header('Cache-Control', 'no-store')
    return c.json({ ref, key }, 201)
  })
  .delete('/api/keys/:ref', admit(), async (c) => {
    const ref = c.req.param('ref')
    const { keys, live, access } = c.var.server
    await access.settle()
    if (!keys.revoke(ref)) throw new Refusal(problem(404, 'Not found', 'there is no such key'))
    live.hangUp()
    await access.settle()
    await access.journal.note('key.revoked', ref, { by: nameOf(c) })
    return c.body(null, 204)
  })
