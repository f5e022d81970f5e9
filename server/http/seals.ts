import { Hono, type Context } from 'hono'
import * as z from 'zod'
import { problem, Refusal } from '../../shared/events/problem.ts'
import { agencyOf } from '../access/caller.ts'
import { commitmentText } from '../sealing/commitment-text.ts'
import { openSealingKey } from '../sealing/key.ts'
import { findSeal, hashOf, seal, sealedBy } from '../sealing/seal.ts'
import { anyone, formOf } from './anyone.ts'
import { readBody } from './body.ts'
import { allow, askerOf, worldOf, type Env } from './context.ts'

const mostBytes = 15_000_000
export const signing = z.object({ presenter: z.number().int().min(0).max(49) })
/** Times are shown in the site's zone, whoever looks from wherever. */
const zoned = z.object({ timeZone: z.string().catch('Asia/Jakarta') }).catch({ timeZone: 'Asia/Jakarta' })
const refuse = (status: 403 | 404 | 409, detail: string, more: Record<string, unknown> = {}) =>
  new Refusal(problem(status, status === 404 ? 'Not found' : 'Not possible now', detail, more))

/** Signing with one's own login, and asking what a seal stands under: the latter is open to everybody. */
export const seals = new Hono<Env>()
  .post('/api/commitments/:id/seals', allow('executive', 'operator', 'agency'), async (c) => {
    const { world, server, caller } = c.var
    const { presenter } = await formOf(c, signing)
    const session = await server.access.people.sessions.find(c.req.header('cookie'))
    if (!session) throw refuse(403, 'a person signs with their own login, no key', { code: 'person-signs' })
    const person = await server.access.people.find(session.person)
    const commitment = world.present.situations.staff.commitment.get(c.req.param('id'))
    const place = commitment?.presenters?.[presenter]
    if (!commitment || !place) throw refuse(404, 'there is no such commitment, or no such place to sign')
    const agency = agencyOf(caller)
    if (agency !== undefined && agency !== (place.agency ?? commitment.agency))
      throw refuse(403, `${place.role} signs for ${place.agency ?? commitment.agency}`, {
        code: 'not-your-seat',
        given: { role: place.role, agency: place.agency ?? commitment.agency },
      })
    if (commitment.seals?.some((one) => one.presenter === presenter))
      throw refuse(409, `${place.role} has signed already`, { code: 'signed-already' })
    for (const { code } of commitment.seals ?? [])
      if ((await sealedBy(world, code)) === session.person)
        throw refuse(409, 'who has signed in one place does not sign in another', { code: 'one-place-each' })
    const document = commitmentText(commitment)
    const signer = { name: person?.name ?? caller.name, role: place.role }
    const bytes = Buffer.from(document)
    const what = {
      bytes,
      about: commitment.id,
      title: commitment.title,
      signer,
      presenter,
      document,
      person: session.person,
    }
    return c.json(await seal(world, openSealingKey(server.config.DATA_DIR), what), 201)
  })
  .get('/api/seals/:code', anyone(), async (c) => {
    const { document, ...card } = await asked(c)
    const site = worldOf(c).present.situations.staff.setting.get('site')?.value
    const { timeZone } = zoned.parse(site ?? {})
    return c.json({ ...card, timeZone, hasDocument: document !== undefined })
  })
  .get('/api/seals/:code/document', allow('executive', 'operator', 'agency'), async (c) => {
    const { document, code } = await asked(c)
    if (document === undefined) throw refuse(404, 'this seal stands under a file, which is not kept here')
    c.header('Content-Type', 'text/plain; charset=utf-8')
    c.header('Content-Disposition', `attachment; filename="${code}.txt"`)
    return c.body(document)
  })
  .post('/api/seals/:code/check', anyone(), async (c) => {
    const card = await asked(c)
    const sha256 = hashOf(await readBody(c, mostBytes))
    return c.json({ sha256, verdict: card.valid && sha256 === card.sha256 ? 'asli' : 'berubah' })
  })

function asked(c: Context<Env>) {
  c.var.server.limits.look(askerOf(c).address)
  return findSeal(worldOf(c), c.req.param('code')?.toUpperCase() ?? '')
}
