import { Hono } from 'hono'
import * as z from 'zod'
import { id } from '../../shared/events/fields.ts'
import { refusedFor, Refusal } from '../../shared/events/problem.ts'
import { why, type Reason } from '../../shared/events/reasons.ts'
import { reportTexts } from '../../shared/events/sitrep.ts'
import { officeOf } from '../../shared/report/approvers.ts'
import { audienceOf } from '../access/caller.ts'
import { formOf } from './anyone.ts'
import { allow, type Env } from './context.ts'

/** A report to draft: of one incident or of all that are open; with the id of a draft, that one anew. */
export const drafting = z.object({
  id: id.optional(),
  incident: id.optional(),
  texts: reportTexts.optional(),
})

/** With the first report: a start need not wait for what writes one. */
const reports = () => import('../sitrep/reports.ts')
const forbidden = (reason: Reason) => new Refusal(refusedFor(403, 'Not allowed', reason))
const guestsInside = why('guests-inside', 'guests are in the room: reports are not shown')
const types = {
  pdf: 'application/pdf',
  csv: 'text/csv; charset=utf-8; header=present',
  txt: 'text/plain; charset=utf-8',
} as const

/** Situation reports: drafted from the log, approved by who is appointed, given out as PDF, CSV and WhatsApp text. */
export const sitreps = new Hono<Env>()
  .post('/api/sitreps', allow('operator', 'executive'), async (c) => {
    const { world, caller } = c.var
    const asked = await formOf(c, drafting)
    const { draftNow } = await reports()
    return c.json(await draftNow(world, { ...asked, by: `${caller.role}:${caller.ref}` }), 201)
  })
  .get('/api/sitreps/:id', allow('operator', 'executive', 'agency'), async (c) => {
    const { world, server, caller } = c.var
    if (audienceOf(caller) === 'wall') throw forbidden(guestsInside)
    c.header('Cache-Control', 'no-store')
    const { readReport } = await reports()
    return c.json(await readReport(world, server, c.req.param('id')))
  })
  .get('/api/sitreps/:id/:kind{pdf|csv|txt}', allow('operator', 'executive', 'agency'), async (c) => {
    const { world, server, caller } = c.var
    if (audienceOf(caller) === 'wall') throw forbidden(guestsInside)
    const kind = z.enum(['pdf', 'csv', 'txt']).parse(c.req.param('kind'))
    const { fileOf } = await reports()
    const { bytes, number } = await fileOf(world, server, c.req.param('id'), kind)
    c.header('Content-Type', types[kind])
    c.header(
      'Content-Disposition',
      `attachment; filename="laporan-situasi-${world.info.name}-${number}.${kind}"`,
    )
    c.header('Cache-Control', 'no-store')
    return c.body(new Uint8Array(bytes))
  })
  .post('/api/sitreps/:id/approve', allow('operator', 'executive'), async (c) => {
    const { world, server, caller } = c.var
    const session = await server.access.people.sessions.find(c.req.header('cookie'))
    if (!session || session.caller.ref !== caller.ref)
      throw forbidden(why('person-signs', 'a person approves with their own login, no key'))
    const appointed = world.present.situations.staff.setting.get('reportApprovers')?.value
    const role = officeOf(appointed, caller.ref, caller.role)
    if (role === undefined)
      throw forbidden(why('not-appointed', 'only who is appointed releases situation reports'))
    const by = `${caller.role}:${caller.ref}`
    const { approve } = await reports()
    return c.json(await approve(world, server, c.req.param('id'), { name: caller.name, role, by }), 201)
  })
