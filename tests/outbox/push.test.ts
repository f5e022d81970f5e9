import { expect, onTestFinished, test } from 'vitest'
import { createOpenFetch, type Fetch } from '../../server/feeds/fetch-open.ts'
import { Undelivered } from '../../server/outbox/channel.ts'
import { pushChannel, vapidKeys } from '../../server/outbox/push.ts'
import { emptyFolder, running } from '../http/running.ts'
import { browserKeys, decrypted, pushService, vapidClaims } from './push-service.ts'

const browser = browserKeys()
const { keys } = browser
const endpoint = 'https://push.contoh.test/abc'
const body = JSON.stringify({ title: 'Alarm Awas: Banjir', level: 3, page: '/desk', timestamp: 'x' })
const target = {
  ...{ id: 't', channel: 'push' as const, name: 'x', address: endpoint, secret: JSON.stringify(keys) },
  ...{ events: ['*'], level: 0, created: '' },
}
const delivery = {
  ...{ id: 'd1', target: 't', seq: 1, type: 'alarm.raised', body, created: 0, next: 0, attempts: 0 },
  ...{ state: 'waiting' as const, error: '' },
}

test('a push is signed with this installation’s own key, and what its browser alone can read is the notice', async () => {
  const service = await pushService()
  onTestFinished(service.close)
  const fetch = createOpenFetch([new URL(service.address).host])
  const vapid = vapidKeys(emptyFolder())
  const here = { ...target, address: `${service.address}/abc` }
  await pushChannel(fetch, vapid, 'https://pantau.contoh.test').send(here, delivery)
  const [sent = Buffer.alloc(0)] = service.pushed
  expect(sent.toString('latin1')).not.toContain('Banjir')
  expect(JSON.parse(decrypted(sent, browser))).toEqual({
    ...{ id: 'd1', title: 'Alarm Awas: Banjir', level: 3, page: '/desk', timestamp: 'x' },
  })
  expect(() => decrypted(sent, browserKeys())).toThrow()
  // A key that is not ours signs nothing that the service takes.
  const stranger = { ...vapidKeys(emptyFolder()), publicKey: vapid.publicKey }
  await expect(
    pushChannel(fetch, stranger, 'https://pantau.contoh.test').send(here, delivery),
  ).rejects.toThrow('403')
})

test('the key is made once and kept; urgent news says so', async () => {
  const folder = emptyFolder()
  const vapid = vapidKeys(folder)
  expect(vapidKeys(folder)).toEqual(vapid)
  const asked: Parameters<Fetch>[] = []
  const fetch: Fetch = async (...asking) => {
    asked.push(asking)
    return new Response(null, { status: 201 })
  }
  await pushChannel(fetch, vapid, 'https://pantau.contoh.test').send(target, delivery)
  const [url, { headers }] = asked[0]!
  expect([url, headers['Content-Encoding'], headers['Urgency']]).toEqual([endpoint, 'aes128gcm', 'high'])
  expect(vapidClaims(headers['Authorization'] ?? '', 'https://push.contoh.test')).toMatchObject({
    ...{ sub: 'https://pantau.contoh.test', key: vapid.publicKey },
  })
})

test('a browser that is gone is gone for good; a push service that is down is tried again', async () => {
  const failing = async (status: number) => {
    const fetch: Fetch = async () => new Response(null, { status })
    const sent = pushChannel(fetch, vapidKeys(emptyFolder()), 'mailto:x@uji.test').send(target, delivery)
    const error: unknown = await sent.catch((thrown: unknown) => thrown)
    return error instanceof Undelivered ? [error.gone, error.forGood] : error
  }
  expect([await failing(404), await failing(410), await failing(500)]).toEqual([
    [true, true],
    [true, true],
    [false, false],
  ])
})

test('a tablet subscribes once, over https alone, and takes only its own subscription back', async () => {
  const server = await running()
  const [dinsos, operator] = [server.key('agency:DINSOS'), server.key('operator')]
  expect(await (await server.get('/api/push', dinsos)).json()).toEqual({
    publicKey: expect.stringMatching(/^[\w-]{87}$/),
  })
  const subscribe = async (by: string, address = endpoint) =>
    (await server.post('/api/push', { endpoint: address, keys, expirationTime: null }, by)).status
  expect([await subscribe(dinsos), await subscribe(dinsos)]).toEqual([201, 201])
  expect(await subscribe(dinsos, 'http://push.contoh.test/abc')).toBe(422)
  const { targets } = (await (await server.get('/api/targets', server.key('admin'))).json()) as {
    targets: { agency: string; channel: string }[]
  }
  expect(targets).toMatchObject([{ channel: 'push', agency: 'DINSOS' }])
  expect(JSON.stringify(targets)).not.toContain(keys.auth)
  const takeBack = async (by: string) => {
    const headers = { authorization: `Bearer ${by}`, 'content-type': 'application/json' }
    const asking = { method: 'DELETE', headers, body: JSON.stringify({ endpoint }) }
    return (await fetch(`${server.address}/api/push`, asking)).status
  }
  expect([await takeBack(operator), await takeBack(dinsos)]).toEqual([404, 204])
})
