import { networkInterfaces } from 'node:os'
import { expect, test } from 'vitest'
import { issuePass } from '../../server/access/page-pass.ts'
import { secret } from '../../server/secrets.ts'
import { ask, passOf } from './ask.ts'
import { flood, running } from './running.ts'

const pages = ['/', '/wall', '/desk', '/admin', '/verifikasi/abc']
/** For citizens: nothing there reads the situation. */
const citizens = ['/lapor', '/lapor/17', '/statistik']

test('on loopback every page opens, and gives a pass that reads', async () => {
  const server = await running({}, { pageRole: 'display' })
  for (const page of pages) {
    const { status, headers } = await ask(server, page)
    expect([page, status]).toEqual([page, 200])
    expect(headers['set-cookie']?.[0]).toMatch(
      /^ruang_pass=\S+; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/,
    )
  }
  for (const page of citizens) {
    const { status, headers } = await ask(server, page)
    expect([page, status, headers['set-cookie']]).toEqual([page, 200, undefined])
  }
  const cookie = await passOf(server)
  expect((await ask(server, '/api/situation', { cookie })).status).toBe(200)
  expect((await ask(server, '/api/situation', { cookie: `a=b; ${cookie}; c=d` })).status).toBe(200)
  expect((await ask(server, '/api/situation')).status).toBe(401)
  expect((await ask(server, '/api/quarantine', { cookie })).status).toBe(403)
})

const outside: Record<string, Record<string, string>> = {
  'a Forwarded header': { forwarded: 'for=10.0.0.1' },
  'an X-Forwarded-For header': { 'x-forwarded-for': '10.0.0.1' },
  'an empty X-Forwarded-Host header': { 'x-forwarded-host': '' },
  'any other X-Forwarded header': { 'X-Forwarded-Whatever': '1' },
  'another Host': { host: 'ruang.example.test' },
  'a Host that only begins so': { host: 'localhost.example.test' },
  'an address as Host': { host: '10.0.0.7:3000' },
}

test.each(Object.entries(outside))('%s makes a request one from outside', async (_, headers) => {
  const server = await running({}, { pageRole: 'display' })
  const cookie = await passOf(server)
  const page = await ask(server, '/wall', headers)
  expect([page.status, page.headers['set-cookie']]).toEqual([200, undefined])
  expect((await ask(server, '/desk', headers)).status).toBe(303)
  expect((await ask(server, '/api/situation', { cookie, ...headers })).status).toBe(401)
  expect((await ask(server, '/metrics', headers)).status).toBe(401)
  const authorization = `Bearer ${server.key('display')}`
  expect((await ask(server, '/metrics', { ...headers, authorization })).status).toBe(200)
  expect((await ask(server, '/api/situation', { ...headers, authorization })).status).toBe(200)
})

test('every name of this machine is loopback, with and without a port', async () => {
  const server = await running({}, { pageRole: 'display' })
  for (const host of ['localhost', 'localhost:8080', '127.0.0.1', '[::1]', '[::1]:3000', 'LOCALHOST']) {
    expect([host, (await ask(server, '/metrics', { host })).status]).toEqual([host, 200])
  }
})

test('a peer at another address of this machine is not loopback', async (context) => {
  const own = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)
  if (!own) return context.skip('this machine has no address but loopback')
  const server = await running({ HOST: '0.0.0.0' }, { pageRole: 'display' })
  const cookie = await passOf(server)
  const there = { address: server.address.replace('127.0.0.1', own.address) }
  const host = 'localhost'
  expect((await ask(there, '/desk', { host, from: own.address })).status).toBe(303)
  expect((await ask(there, '/api/situation', { host, cookie, from: own.address })).status).toBe(401)
})

test('where a public address is configured nothing is loopback', async () => {
  const server = await running({ PUBLIC_URL: 'https://ruang.example.test' }, { pageRole: 'display' })
  expect((await ask(server, '/wall')).headers['set-cookie']).toBeUndefined()
  expect((await ask(server, '/desk')).status).toBe(303)
  expect((await ask(server, '/metrics')).status).toBe(401)
})

test('a pass that is forged, cut short or over is no pass', async () => {
  const server = await running({}, { pageRole: 'display' })
  const cookie = await passOf(server)
  const key = secret(server.folder, 'pass')
  const day = 86_400_000
  const wrong = [
    cookie.slice(0, -1),
    cookie.slice(0, 20),
    'ruang_pass=',
    'ruang_pass=.',
    `ruang_pass=${issuePass(Buffer.alloc(32), 'admin')}`,
    `ruang_pass=${issuePass(key, 'display', Date.now() - 1.01 * day)}`,
    `ruang_pass=${Buffer.from(`admin.${Date.now() + day}`).toString('base64url')}.${cookie.split('.')[1]}`,
    `ruang_pass=${issuePass(key, 'display')}%00`,
  ]
  for (const forged of wrong) {
    expect([forged, (await ask(server, '/api/situation', { cookie: forged })).status]).toEqual([forged, 401])
  }
  const good = `ruang_pass=${issuePass(key, 'display', Date.now() - 0.99 * day)}`
  expect((await ask(server, '/api/situation', { cookie: good })).status).toBe(200)
})

test('a write by pass must come from a page of this server', async () => {
  const server = await running({}, { pageRole: 'operator' })
  const cookie = await passOf(server)
  const write = (headers: Record<string, string>) =>
    ask(server, '/api/events', {
      method: 'POST',
      'content-type': 'application/json',
      cookie,
      body: JSON.stringify(flood()),
      ...headers,
    })
  const { origin, port } = new URL(server.address)
  for (const foreign of [
    'http://evil.example.test',
    'null',
    'http://127.0.0.1:1',
    `http://localhost:${port}`,
  ]) {
    expect([foreign, (await write({ origin: foreign })).status]).toEqual([foreign, 403])
  }
  expect((await write({})).status).toBe(403)
  expect((await write({ origin, 'x-forwarded-for': '10.0.0.1' })).status).toBe(401)
  expect((await write({ origin })).status).toBe(201)
  expect(server.server.worlds.find()?.present.seq).toBe(1)
})
