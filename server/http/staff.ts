import { Hono, type Context } from 'hono'
import { problem, Refusal } from '../../shared/events/problem.ts'
import { agencyOf } from '../access/caller.ts'
import { reasonOf, takeIn } from '../intake.ts'
import { noteVault } from '../say.ts'
import { parseJson } from './body.ts'
import { binaryEvent, withBinaryData } from './cloudevents.ts'
import { originalsWith } from '../upkeep/erasure.ts'
import { unwatched } from './guests.ts'
import { allow, wholeNumber, type Env } from './context.ts'

const notFound = (what: string) => new Refusal(problem(404, 'Not found', what))

const wrongReason = (detail: string) =>
  new Refusal(problem(400, 'Bad request', detail, { errors: [{ field: 'reason', detail }] }))

/** What only signed-in people reach: the vault and the quarantine. */
export const staff = new Hono<Env>()
  .get('/api/vault/:reference', allow('operator', 'agency'), unwatched(), async (c) => {
    const { world, caller, server } = c.var
    const reference = c.req.param('reference')
    const reason = readingReason(c)
    const agency = agencyOf(caller)
    if (agency !== undefined) {
      const tickets = world.present.situations.staff.ticket.values()
      if (!tickets.some((ticket) => ticket.reporter === reference && ticket.agency === agency))
        throw new Refusal(problem(403, 'Not allowed', 'only the agency that owns the ticket reads this'))
    }
    const fields = await server.vault.read(reference, world.info.name)
    if (fields === undefined) throw notFound('there is no such record')
    await noteReading(c, reference, reason)
    c.header('Cache-Control', 'no-store')
    if (fields === 'erased') throw new Refusal(problem(410, 'Erased', 'this record was erased on request'))
    return c.json({ reference, fields })
  })
  .delete('/api/vault/:reference', allow(), async (c) => {
    const { world, server } = c.var
    const reference = c.req.param('reference')
    const reason = readingReason(c)
    const before = await server.vault.read(reference, world.info.name)
    if (before === undefined) throw notFound('there is no such record')
    // Erased twice wipes what a reader of the file kept from being wiped, and is noted once.
    const photos = await originalsWith(world, reference)
    for (const each of [reference, ...photos]) {
      const stands = await server.vault.read(each, world.info.name)
      if (stands === undefined || (stands === 'erased' && each !== reference)) continue
      if (stands !== 'erased') await noteReading(c, each, reason, 'vault.erased')
      try {
        await server.vault.erase(each, new Date().toISOString())
      } catch (error) {
        if ((await server.vault.read(each, world.info.name)) !== 'erased') throw error
        const detail = 'it is erased, but its old bytes are not wiped from the file yet: ask again'
        throw new Refusal(problem(503, 'Not wiped yet', detail, { retryAfterSeconds: 1 }))
      }
    }
    return c.json({ reference, erased: true, before: before === 'erased' })
  })
  .get('/api/quarantine', allow('operator'), unwatched(), async (c) => {
    const limit = wholeNumber(c, 'limit', { otherwise: 100, least: 1, most: 1_000 })
    const before = wholeNumber(c, 'before', {
      otherwise: Number.MAX_SAFE_INTEGER,
      least: 0,
      most: Number.MAX_SAFE_INTEGER,
    })
    c.header('Cache-Control', 'no-store')
    return c.json({ quarantine: await c.var.server.quarantine.list(c.var.world.info.name, limit, before) })
  })
  .post('/api/quarantine/:id/retry', allow('operator'), async (c) => {
    const { world, server } = c.var
    const kept = await server.quarantine.find(c.req.param('id'))
    if (!kept || kept.world !== world.info.name) throw notFound('there is no such statement in quarantine')
    // It stays until it is in the log, and is said with the rights of whoever sent it, not of whoever retries.
    const value = kept.attributes
      ? binaryEvent(kept.attributes, kept.raw)
      : withBinaryData(parseJson(kept.raw))
    const answer = await takeIn(world, { keep: () => [] }, [{ value, raw: kept.raw }], kept.caller)
    server.metrics.told(answer)
    const [refused] = answer.refused
    if (refused) {
      await server.quarantine.stillRefused(kept.id, reasonOf(refused.problem))
      throw new Refusal(refused.problem)
    }
    await server.quarantine.remove(kept.id)
    return c.json(answer, answer.recorded.length > 0 ? 201 : 200)
  })

/** Why personal data is read, as the caller says; 400 where nothing is said. */
export function readingReason(c: Context<Env>): string {
  const reason = c.req.query('reason')?.trim() ?? ''
  if (reason.length < 3) throw wrongReason('say why, in a few words: ?reason=…')
  return reason
}

/** The reading (or erasing) stands in the log before anything is given out (or destroyed); without that nothing is. */
export async function noteReading(
  c: Context<Env>,
  reference: string,
  reason: string,
  type: 'vault.read' | 'vault.erased' = 'vault.read',
): Promise<void> {
  const { world, caller } = c.var
  const by = `${caller.role}:${caller.ref}`
  await noteVault(world, type, { reference, reason, by }).catch((error: unknown) => {
    throw error instanceof Refusal ? wrongReason(reasonOf(error.problem)) : error
  })
}
