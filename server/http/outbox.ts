import { Hono } from 'hono'
import { randomBytes, randomUUID } from 'node:crypto'
import * as z from 'zod'
import { problem, Refusal } from '../../shared/events/problem.ts'
import { agencyOf } from '../access/caller.ts'
import { pushKeys } from '../outbox/push.ts'
import type { DeliveryState, Target } from '../registers/outbox-store.ts'
import { formOf } from './anyone.ts'
import { admit, wholeNumber, wrong, type Env } from './context.ts'
import { nameOf } from './screens.ts'

const glob = z.string().regex(/^(\*|[a-z]+\.(\*|[a-zA-Z]+))$/, 'must be a type, noun.* or *')
const level = z.int().min(0).max(3)
const web = z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' }).max(2048)

/** A webhook or a mailbox that an administrator enters. */
export const newTarget = z.object({
  channel: z.enum(['webhook', 'mail']),
  name: z.string().trim().min(1).max(120),
  address: z.union([web, z.email().max(200)], { error: 'must be an http(s) address, or an e-mail address' }),
  events: z.array(glob).min(1).max(50).optional(),
  level: level.optional(),
  agency: z.string().min(1).max(64).optional(),
})
/** What a browser's PushSubscription says of itself. */
export const subscription = z.object({
  endpoint: z.url({ protocol: /^https$/, error: 'must be an https:// address' }).max(2048),
  keys: pushKeys,
  expirationTime: z.number().nullish(),
  level: level.optional(),
})
export const endpoint = subscription.pick({ endpoint: true })

const forPeople = ['alarm.raised', 'task.assigned', 'task.escalated', 'status.*']
const forMachines = ['incident.*', 'warning.*', 'task.*', 'alarm.*', 'status.*']
const noTarget = () => new Refusal(problem(404, 'Not found', 'there is no such target'))
const readers = ['operator', 'executive', 'agency', 'display'] as const
const states: readonly string[] = ['waiting', 'done', 'dead'] satisfies DeliveryState[]
const mostPushes = 2_000

/** What leaves the room: targets of webhooks and e-mail, what could not be delivered, and browsers that want a push. */
export const outbox = new Hono<Env>()
  .get('/api/targets', admit(), async (c) => {
    const { store } = c.var.server.outbox
    c.header('Cache-Control', 'no-store')
    const shown = (await store.targets()).map(async ({ secret: _, ...target }) => ({
      ...target,
      deliveries: await store.count(target.id),
    }))
    return c.json({ targets: await Promise.all(shown) })
  })
  .post('/api/targets', admit(), async (c) => {
    const { channel, name, address, events, level = 0, agency } = await formOf(c, newTarget)
    const isMail = channel === 'mail'
    if (isMail !== !/^https?:/.test(address)) {
      const detail = isMail ? 'must be an e-mail address' : 'must be an http(s) address'
      const errors = [{ field: 'address', detail }]
      throw new Refusal(problem(422, 'Not understood', 'the address does not fit the channel', { errors }))
    }
    if (isMail && !c.var.server.config.SMTP_URL)
      throw new Refusal(
        problem(409, 'Not possible now', 'SMTP_URL is not set: this server sends no e-mail', {
          code: 'no-mail-server',
        }),
      )
    const target: Target = {
      ...{ id: `t_${randomUUID()}`, channel, name, address, level },
      secret: isMail ? '' : `whsec_${randomBytes(32).toString('base64')}`,
      events: events ?? (isMail ? forPeople : forMachines),
      ...(agency && { agency }),
      created: new Date().toISOString(),
    }
    const noted = { channel, name, by: nameOf(c) }
    await c.var.server.access.journal.note('target.created', target.id, noted)
    await c.var.server.outbox.store.putTarget(target)
    c.header('Cache-Control', 'no-store')
    return c.json({ id: target.id, ...(target.secret && { secret: target.secret }) }, 201)
  })
  .delete('/api/targets/:id', admit(), async (c) => {
    const id = c.req.param('id')
    if (!(await c.var.server.outbox.store.dropTarget(id))) throw noTarget()
    await c.var.server.access.journal.note('target.removed', id, { by: nameOf(c) })
    return c.body(null, 204)
  })
  .get('/api/deliveries', admit(), async (c) => {
    const asked = c.req.query('state') ?? 'dead'
    if (!states.includes(asked)) throw wrong('state', `must be one of ${states.join(', ')}`)
    const limit = wholeNumber(c, 'limit', { otherwise: 100, least: 1, most: 1_000 })
    const found = await c.var.server.outbox.store.list(asked as DeliveryState, limit)
    c.header('Cache-Control', 'no-store')
    return c.json({ deliveries: found.map(({ body: _, ...shown }) => shown) })
  })
  .post('/api/deliveries/:id/retry', admit(), async (c) => {
    if (await c.var.server.outbox.store.retry(c.req.param('id'), Date.now())) return c.body(null, 204)
    throw new Refusal(problem(404, 'Not found', 'there is no such dead delivery'))
  })
  .get('/api/push', admit(...readers), (c) => {
    c.header('Cache-Control', 'no-store')
    return c.json({ publicKey: c.var.server.outbox.vapid.publicKey })
  })
  .post('/api/push', admit(...readers), async (c) => {
    const { endpoint: address, keys, level = 2 } = await formOf(c, subscription)
    const { caller, server } = c.var
    const { store } = server.outbox
    const known = (await store.targets()).filter(({ channel }) => channel === 'push')
    const before = known.find((one) => one.address === address)
    if (!before && known.length >= mostPushes)
      throw new Refusal(
        problem(409, 'Not possible now', 'too many browsers have subscribed here', {
          code: 'too-many-browsers',
        }),
      )
    const agency = agencyOf(caller)
    const id = before?.id ?? `t_${randomUUID()}`
    await store.putTarget({
      ...{ id, channel: 'push', name: caller.name, address, level, events: forPeople, owner: caller.ref },
      secret: JSON.stringify(keys),
      ...(agency && { agency }),
      created: new Date().toISOString(),
    })
    return c.json({ id }, 201)
  })
  .delete('/api/push', admit(...readers), async (c) => {
    const { endpoint: address } = await formOf(c, endpoint)
    const { store } = c.var.server.outbox
    const own = (await store.targets()).find(
      (one) => one.address === address && one.owner === c.var.caller.ref,
    )
    if (!own) throw noTarget()
    await store.dropTarget(own.id)
    return c.body(null, 204)
  })
