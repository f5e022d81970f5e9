import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { emptyFolder, flood, running, type Running } from '../http/running.ts'
import { receiver, type Got } from './receiver.ts'
import { Smtp } from './smtp.ts'

const patience = { interval: 50 }

interface Listed {
  deliveries: { id: string; state: string; error: string; attempts: number }[]
}

async function target(server: Running, admin: string, body: object) {
  const answer = await server.post('/api/targets', body, admin)
  return { status: answer.status, ...((await answer.json()) as { id: string; secret: string }) }
}

const deliveries = async (server: Running, admin: string, state: string) =>
  ((await (await server.get(`/api/deliveries?state=${state}`, admin)).json()) as Listed).deliveries

const signed = ({ headers, body }: Got, secret: string): string => {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const said = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`
  return `v1,${createHmac('sha256', key).update(said).digest('base64')}`
}

test('a webhook is told once, signed, what the wall may show, and again only while it fails', async () => {
  const hook = await receiver()
  const server = await running({ WEBHOOK_PRIVATE_HOSTS: hook.host }, { schedule: true })
  const admin = server.key('admin')
  await server.tell(flood({ subject: 'dulu' }))
  const { secret, status } = await target(server, admin, {
    ...{ channel: 'webhook', name: 'Provinsi', address: hook.url, events: ['incident.*'] },
  })
  expect(status).toBe(201)
  hook.answer.status = 503
  await server.tell(
    flood({ subject: 'b1' }, { reporter: { name: 'Budi Contoh' }, description: 'rumah Budi' }),
  )
  await expect.poll(() => hook.got.length, patience).toBe(1)
  expect(await deliveries(server, admin, 'waiting')).toMatchObject([
    { attempts: 1, error: 'it answered 503' },
  ])
  hook.answer.status = 204
  await expect.poll(() => hook.got.length).toBe(2)
  const [first, second] = hook.got as [Got, Got]
  expect(second.headers['webhook-id']).toBe(first.headers['webhook-id'])
  expect(second.headers['webhook-signature']).toBe(signed(second, secret))
  expect(JSON.parse(second.body)).toMatchObject({ type: 'incident.reported', data: { subject: 'b1' } })
  expect(hook.got.map(({ body }) => body).join('')).not.toMatch(/Budi|dulu/)
  await expect.poll(() => deliveries(server, admin, 'done'), patience).toHaveLength(1)
  const shown = await (await server.get('/api/targets', admin)).text()
  expect(shown).not.toContain(secret)
  const log = await (await server.get('/api/events?limit=1000', admin)).text()
  expect(log).not.toMatch(/whsec_/)
})

test('a webhook inside the house, one that sends on there, and one that is gone get nothing and are listed', async () => {
  const inside = await receiver()
  const hook = await receiver()
  const server = await running({ WEBHOOK_PRIVATE_HOSTS: hook.host }, { schedule: true })
  const admin = server.key('admin')
  hook.answer.status = 307
  hook.answer.location = inside.url
  for (const address of [inside.url, hook.url])
    await target(server, admin, { channel: 'webhook', name: 'x', address, events: ['*'] })
  await server.tell(flood())
  await expect.poll(() => hook.got.length, patience).toBeGreaterThan(0)
  await expect.poll(() => deliveries(server, admin, 'dead'), patience).not.toHaveLength(0)
  const [dead] = await deliveries(server, admin, 'dead')
  expect(dead?.error).toContain('not on the open internet')
  expect(inside.got).toEqual([])
  expect((await server.post(`/api/deliveries/${dead?.id}/retry`, {}, admin)).status).toBe(204)
  expect((await server.post('/api/deliveries/none/retry', {}, admin)).status).toBe(404)
})

test('a mail server that is away loses nothing and is told nothing twice, also over a restart', async () => {
  const smtp = new Smtp()
  const url = await smtp.start()
  await smtp.stop()
  const folder = emptyFolder()
  const env = { SMTP_URL: url, MAIL_FROM: 'Ruang Pantau <ruang@uji.test>' }
  const first = await running(env, { schedule: true }, folder)
  const admin = first.key('admin')
  await target(first, admin, {
    ...{ channel: 'mail', name: 'Sekda', address: 'sekda@uji.test', events: ['incident.reported'] },
  })
  for (const subject of ['a', 'b', 'c']) await first.tell(flood({ subject }, { title: `Banjir ${subject}` }))
  await expect
    .poll(async () => (await deliveries(first, admin, 'waiting'))[0]?.error ?? '', patience)
    .toMatch(/ECONNREFUSED/)
  await first.server.close()
  await smtp.start()
  const second = await running(env, { schedule: true }, folder)
  await second.tell(flood({ subject: 'd' }, { title: 'Banjir d' }))
  await expect.poll(() => smtp.taken.length).toBe(4)
  expect(await deliveries(second, second.key('admin'), 'waiting')).toEqual([])
  const subjects = smtp.taken.map((mail) => /^Subject: (.*)$/m.exec(mail)?.[1])
  expect(subjects.sort()).toEqual(
    ['a', 'b', 'c', 'd'].map((one) => `Kejadian dilaporkan Waspada: Banjir ${one}`),
  )
  const ids = smtp.taken.map((mail) => /^Message-ID:\s*(\S+)/m.exec(mail)?.[1])
  expect(new Set(ids).size).toBe(4)
  expect(smtp.taken[0]).toContain('Auto-Submitted: auto-generated')
})

test('a mailbox that does not exist is dead at once, and keeps nobody else waiting', async () => {
  const smtp = new Smtp()
  smtp.refuses = '550 no such user'
  const server = await running({ SMTP_URL: await smtp.start() }, { schedule: true })
  const admin = server.key('admin')
  await target(server, admin, { channel: 'mail', name: 'x', address: 'x@uji.test', events: ['*'] })
  await server.tell(flood())
  await expect.poll(() => deliveries(server, admin, 'dead'), patience).not.toHaveLength(0)
})

test('what cannot be a target is refused with its field', async () => {
  const server = await running()
  const admin = server.key('admin')
  const refused = async (body: object) => {
    const answer = await server.post('/api/targets', body, admin)
    const { errors = [] } = (await answer.json()) as { errors?: { field: string }[] }
    return [answer.status, ...errors.map(({ field }) => field)]
  }
  const target = { channel: 'webhook', name: 'x', address: 'https://contoh.test/x' }
  expect(await refused({ ...target, address: 'ftp://contoh.test' })).toEqual([422, 'address'])
  expect(await refused({ ...target, address: 'x@contoh.test' })).toEqual([422, 'address'])
  expect(await refused({ ...target, events: ['DROP TABLE'] })).toEqual([422, 'events.0'])
  expect(await refused({ ...target, secret: 'mine' })).toEqual([422, '(body)'])
  expect(await refused({ ...target, channel: 'mail', address: 'x@contoh.test' })).toEqual([409])
  expect((await server.get('/api/deliveries?state=lost', admin)).status).toBe(400)
})
