import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
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
