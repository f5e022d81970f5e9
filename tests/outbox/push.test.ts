import { createECDH, createPublicKey, randomBytes, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Fetch } from '../../server/feeds/fetch-open.ts'
import { Undelivered } from '../../server/outbox/channel.ts'
import { pushChannel, vapidKeys } from '../../server/outbox/push.ts'
import { emptyFolder, running } from '../http/running.ts'

const browser = createECDH('prime256v1')
browser.generateKeys()
const keys = {
  p256dh: browser.getPublicKey().toString('base64url'),
  auth: randomBytes(16).toString('base64url'),
}
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

test('a push is signed with this installation’s own key and readable by that browser alone', async () => {
  const folder = emptyFolder()
  const vapid = vapidKeys(folder)
  expect(vapidKeys(folder)).toEqual(vapid)
  const asked: Parameters<Fetch>[] = []
  const fetch: Fetch = async (...asking) => {
    asked.push(asking)
    return new Response(null, { status: 201 })
  }
  await pushChannel(fetch, vapid, 'https://pantau.contoh.test').send(target, delivery)
  const [url, { headers, body: sent }] = asked[0]!
  expect([url, headers['Content-Encoding'], headers['Urgency']]).toEqual([endpoint, 'aes128gcm', 'high'])
  expect(Buffer.from(sent ?? '').toString('latin1')).not.toContain('Banjir')
  const [, token = '', key = ''] = /^vapid t=(.*?), ?k=(.*)$/.exec(headers['Authorization'] ?? '') ?? []
  expect(key).toBe(vapid.publicKey)
  const [head = '', claims = '', signature = ''] = token.split('.')
  const raw = Buffer.from(key, 'base64url')
  const [x, y] = [raw.subarray(1, 33), raw.subarray(33)].map((part) => part.toString('base64url'))
  const jwk = { kty: 'EC', crv: 'P-256', x, y }
  const checked = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  expect(checked).toBe(true)
  const { aud, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, string>
  expect([aud, sub]).toEqual(['https://push.contoh.test', 'https://pantau.contoh.test'])
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
