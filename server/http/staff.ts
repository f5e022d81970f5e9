import { Hono } from 'hono'
import { randomUUID } from 'node:crypto'
import { problem, Refusal } from '../../shared/events/problem.ts'
import { agencyOf, system } from '../access/caller.ts'
import { takeIn } from '../intake.ts'
import { allow, wholeNumber, type Env } from './context.ts'

const notFound = (what: string) => new Refusal(problem(404, 'Not found', what))

/** What only signed-in people reach: the vault and the quarantine. */
export const staff = new Hono<Env>()
  .get('/api/vault/:reference', allow('operator', 'agency'), async (c) => {
    const { world, caller, server } = c.var
    const reference = c.req.param('reference')
    const reason = c.req.query('reason')?.trim() ?? ''
    if (reason.length < 3) {
      const detail = 'say why, in a few words: ?reason=…'
      throw new Refusal(problem(400, 'Bad request', detail, { errors: [{ field: 'reason', detail }] }))
    }
    const agency = agencyOf(caller)
    if (agency !== undefined) {
      const owned = [...(world.present.situations.staff.index.ticketsByAgency.get(agency) ?? [])]
      const own = owned.some((id) => world.present.situations.staff.ticket.get(id)?.reporter === reference)
      if (!own)
        throw new Refusal(problem(403, 'Not allowed', 'only the agency that owns the ticket reads this'))
    }
    const fields = server.vault.read(reference)
    if (fields === undefined) throw notFound('there is no such record')
    const reading = {
      specversion: '1.0',
      id: randomUUID(),
      source: '/ruang',
      type: 'vault.read',
      subject: 'vault',
      data: { reference, reason, by: `${caller.role}:${caller.ref}` },
    }
    await takeIn(world, server.quarantine, [{ value: reading, raw: '' }], system)
    c.header('Cache-Control', 'no-store')
    if (fields === 'erased') throw new Refusal(problem(410, 'Erased', 'this record was erased on request'))
    return c.json({ reference, fields })
  })
  .get('/api/quarantine', allow('operator'), (c) =>
    c.json({
      quarantine: c.var.server.quarantine.list(c.var.world.info.name, wholeNumber(c, 'limit', 100, 1, 1_000)),
    }),
  )
  .post('/api/quarantine/:id/retry', allow('operator'), async (c) => {
    const { server, world } = c.var
    const kept = server.quarantine.find(c.req.param('id'))
    if (!kept) throw notFound('there is no such statement in quarantine')
    const answer = await takeIn(
      world,
      server.quarantine,
      [{ value: parsed(kept.raw), raw: kept.raw }],
      system,
    )
    server.quarantine.remove(kept.id)
    const [refused] = answer.refused
    if (refused) throw new Refusal(refused.problem)
    return c.json(answer, answer.recorded.length > 0 ? 201 : 200)
  })

function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch {
    return undefined
  }
}
