import { expect, test } from 'vitest'
import { clientAddress, createIsProxy } from '../../server/access/proxies.ts'
import { readConfig } from '../../server/config.ts'
import { ask } from '../http/ask.ts'
import { running } from '../http/running.ts'

const ours = createIsProxy(['10.0.0.0/8', '192.168.1.1', 'fd00::/8'])

test.each([
  ['without a proxy the peer counts, whatever it writes', '203.0.113.5', '198.51.100.7', '203.0.113.5'],
  ['a proxy is believed about who came to it', '10.0.0.1', '203.0.113.5', '203.0.113.5'],
  ['what a stranger wrote before the proxy is not', '10.0.0.1', '1.1.1.1, 203.0.113.5', '203.0.113.5'],
  [
    'a chain of proxies is followed to the first stranger',
    '10.0.0.1',
    '1.1.1.1, 203.0.113.5, 192.168.1.1',
    '203.0.113.5',
  ],
  ['a proxy that says nothing counts itself', '10.0.0.1', undefined, '10.0.0.1'],
  ['what is no address ends the chain', '10.0.0.1', '203.0.113.5, <script>', '10.0.0.1'],
  ['IPv4 in IPv6 clothes counts as itself', '::ffff:10.0.0.1', '::ffff:203.0.113.5', '203.0.113.5'],
  ['addresses may carry a port', 'fd00::2', '[2001:db8::7]:4711', '2001:db8::7'],
  ['only proxies all the way: the farthest counts', '10.0.0.1', '10.0.0.2, 10.0.0.3', '10.0.0.2'],
])('%s', (_, peer, header, expected) => {
  expect(clientAddress(peer, header, ours)).toBe(expected)
})

test('several X-Forwarded-For headers are one list', () => {
  expect(clientAddress('10.0.0.1', ['1.1.1.1', '203.0.113.5'], ours)).toBe('203.0.113.5')
})

test('nobody is believed unless TRUSTED_PROXIES says so, and a wrong value is refused', () => {
  expect(readConfig({}).TRUSTED_PROXIES).toEqual([])
  expect(readConfig({ TRUSTED_PROXIES: '127.0.0.1, fd00::/8' }).TRUSTED_PROXIES).toEqual([
    '127.0.0.1',
    'fd00::/8',
  ])
  for (const wrong of ['all', '10.0.0.0/33', '10.0.0', '::1/129', '10.0.0.0/8/8'])
    expect(() => readConfig({ TRUSTED_PROXIES: wrong })).toThrow('TRUSTED_PROXIES: must be addresses')
})

/** Comes with wrong keys from one address until it is slowed down; answers how another address then fares. */
async function slowedDown(env: Record<string, string>): Promise<number> {
  const server = await running(env)
  const from = (address: string) =>
    ask(server, '/api/situation', { authorization: 'Bearer rp_salah', 'x-forwarded-for': address })
  let last = 401
  for (let round = 0; round < 150 && last === 401; round++) last = (await from('203.0.113.5')).status
  expect(last).toBe(429)
  return (await from('203.0.113.6')).status
}

test('wrong keys slow down who sends them, not everybody behind the proxy', async () => {
  expect(await slowedDown({ TRUSTED_PROXIES: '127.0.0.1' })).toBe(401)
})

test('who makes up addresses without a proxy of ours is slowed down all the same', async () => {
  expect(await slowedDown({})).toBe(429)
})

test('what comes through a proxy is not from this machine, whatever the proxy says', async () => {
  const server = await running({ TRUSTED_PROXIES: '127.0.0.1' }, { pageRole: 'operator' })
  expect((await ask(server, '/metrics')).status).toBe(200)
  expect((await ask(server, '/metrics', { 'x-forwarded-for': '127.0.0.1' })).status).toBe(401)
})

test('browsers are told to come by HTTPS alone where the public address is https, and only there', async () => {
  const of = async (PUBLIC_URL: string) => {
    const { get } = await running({ PUBLIC_URL })
    return (await get('/healthz')).headers.get('strict-transport-security')
  }
  expect(await of('https://pantau.example.go.id')).toBe('max-age=31536000')
  expect(await of('http://pantau.example.go.id')).toBeNull()
})
