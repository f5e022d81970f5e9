import { once } from 'node:events'
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { polled, quakes, type Answer } from '../feeds/polled.ts'
import { Screen } from '../live/screen.ts'
import { ask } from './ask.ts'
import { running, type Running } from './running.ts'

/** The counters of refused requests, by route and status. */
async function counted(server: Running): Promise<Record<string, number>> {
  const text = await (await server.get('/metrics', server.key('admin'))).text()
  const lines = text.matchAll(/^ruang_requests_refused_total\{route="([^"]*)",status="(\d+)"\} (\d+)$/gm)
  return Object.fromEntries(
    [...lines].map(([, route, status, times]) => [`${route} ${status}`, Number(times)]),
  )
}

test('every refused request is counted by its route and status, whatever its address was', async () => {
  const server = await running()
  const operator = server.key('operator')
  await server.post('/api/events', '{', operator)
  await server.post('/api/events', '{}', operator)
  await server.post('/api/events', 'x'.repeat(1_100_000), operator)
  await server.post('/api/media', '<svg/>', operator)
  await server.get(`/api/media/${'a'.repeat(64)}`, operator)
  await server.get(`/api/media/${'b'.repeat(64)}`, operator)
  await server.get('/api/situation')
  expect(await counted(server)).toEqual({
    '/api/events 400': 1,
    '/api/events 413': 1,
    '/api/events 422': 1,
    '/api/media 415': 1,
    '/api/media/:sha256 404': 2,
    '/api/situation 401': 1,
  })
})

test('what is no request at all is counted too', async () => {
  const server = await running()
  const { port } = new URL(server.address)
  for (const sent of [
    'garbage\r\n\r\n',
    `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(17_000)}\r\n\r\n`,
  ]) {
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(sent))
    socket.resume()
    await once(socket, 'close')
  }
  expect(await counted(server)).toEqual({ 'none 400': 1, 'none 431': 1 })
})

test('sockets that are refused, of another page, or say nothing are counted; addresses that climb lead nowhere', async () => {
  const server = await running()
  await new Screen(server.address, { key: 'rp_palsu' }).refused()
  await new Screen(server.address, { key: server.key('feeder') }).refused()
  const upgrade = { connection: 'upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' }
  const socket = '/socket.io/?EIO=4&transport=websocket'
  const foreign = {
    ...upgrade,
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    origin: 'http://evil.example.test',
  }
  expect((await ask(server, socket, foreign)).status).toBe(400)
  const silent = new WebSocket(`${server.address.replace('http', 'ws')}${socket}`)
  await new Promise((opened) => silent.addEventListener('open', opened))
  silent.close()
  for (const path of ['/../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/assets/..%2f..%2fpackage.json'])
    expect([path, (await ask(server, path)).status]).toEqual([path, 404])
  expect((await ask(server, '/api/events', { method: 'PURGE' })).status).toBe(405)
  const expected = {
    '/socket.io 401': 1,
    '/socket.io 403': 2,
    '/socket.io 408': 1,
    'none 404': 3,
    'none 405': 1,
  }
  await expect.poll(() => counted(server)).toEqual(expected)
})

test('a feed that answers from inside the house, with an entity bomb or a packed one fails, is counted, and harms no other', async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000))
  const xml =
    '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><alert><identifier>&b;</identifier></alert>'
  const answers: Answer[] = [
    (_, response) => response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end(),
    (_, response) => response.end(xml),
    (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    quakes,
  ]
  const failures: string[] = []
  const { log } = await polled(answers, (told) => told.of('source.heard').length > 0, {
    failed: (feed) => failures.push(feed),
  })
  expect(failures).toEqual(Array(3).fill('bmkg-gempadirasakan'))
  expect(log.of('source.recovered')).toHaveLength(1)
})
