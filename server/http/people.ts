import { Hono } from 'hono'
import { problem, Refusal } from '../../shared/events/problem.ts'
import { isRole } from '../access/caller.ts'
import { formOf } from './anyone.ts'
import { admit, type Env } from './context.ts'
import { invitation, roleChange } from './forms.ts'
import { nameOf } from './screens.ts'

const noPerson = () => new Refusal(problem(404, 'Not found', 'there is no such person'))
const lastAdmin = () =>
  new Refusal(
    problem(409, 'Not possible', 'somebody must stay administrator', { code: 'last-administrator' }),
  )

/** What an administrator does with people. A link is shown once, and is handed over by the administrator. */
export const people = new Hono<Env>()
  .get('/api/people', admit(), async (c) => {
    c.header('Cache-Control', 'no-store')
    return c.json({ people: await c.var.server.access.people.list() })
  })
  .post('/api/people', admit(), async (c) => {
    const { people, journal } = c.var.server.access
    const invited = await formOf(c, invitation)
    if ((await people.list()).some(({ email }) => email === invited.email))
      throw new Refusal(
        problem(409, 'Not possible', `${invited.email} is there already`, { code: 'person-there-already' }),
      )
    const id = await people.put(invited)
    await journal.note('person.invited', `p_${id}`, { role: invited.role, by: nameOf(c) })
    c.header('Cache-Control', 'no-store')
    return c.json({ id, link: await people.linkOf(invited, c.var.server.address) }, 201)
  })
  .post('/api/people/:id/link', admit(), async (c) => {
    const { people, journal } = c.var.server.access
    const person = await people.find(c.req.param('id'))
    if (!person || !isRole(person.role)) throw noPerson()
    const { email, name, role } = person
    await journal.note('person.invited', `p_${person.id}`, { role, by: nameOf(c) })
    c.header('Cache-Control', 'no-store')
    return c.json({ link: await people.linkOf({ email, name, role }, c.var.server.address) }, 201)
  })
  .patch('/api/people/:id', admit(), async (c) => {
    const { people, journal } = c.var.server.access
    const id = c.req.param('id')
    const { role: wanted } = await formOf(c, roleChange)
    if (!(await people.find(id))) throw noPerson()
    if (wanted !== 'admin' && (await people.isLastAdmin(id))) throw lastAdmin()
    await people.setRole(id, wanted)
    c.var.server.live.hangUp()
    await journal.note('person.changed', `p_${id}`, { role: wanted, by: nameOf(c) })
    return c.json((await people.find(id)) ?? null)
  })
  .delete('/api/people/:id/sessions', admit(), async (c) => {
    const { people, journal } = c.var.server.access
    const id = c.req.param('id')
    if (!(await people.find(id))) throw noPerson()
    await people.sessions.end(id, { kept: '' })
    c.var.server.live.hangUp()
    await journal.note('session.ended', `p_${id}`, { by: nameOf(c) })
    return c.body(null, 204)
  })
  .delete('/api/people/:id', admit(), async (c) => {
    const { people, journal } = c.var.server.access
    const id = c.req.param('id')
    if (await people.isLastAdmin(id)) throw lastAdmin()
    if (!(await people.remove(id))) throw noPerson()
    c.var.server.live.hangUp()
    await journal.note('person.removed', `p_${id}`, { by: nameOf(c) })
    return c.body(null, 204)
  })
