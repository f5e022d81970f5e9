import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { flood, gauge, running, type Answer, type Running } from './running.ts'

/** Writes the parts one after the other (a number: waits so many ms) without reading, then reads what was answered until the other side closes or `quiet`. */
function raw({ address }: Running, ...parts: (string | Buffer | number)[]): Promise<string> {
  const { hostname, port } = new URL(address)
  return new Promise((done, fail) => {
    const socket = connect(Number(port), hostname)
    let answer = ''
    socket.pause()
    socket.on('error', fail)
    socket.on('close', () => done(answer))
    const writeAll = async () => {
      for (const part of parts) {
        if (typeof part === 'number') await wait(part)
        else if (!socket.write(part)) await new Promise((drained) => socket.once('drain', drained))
      }
      socket.on('data', (chunk) => {
        answer += chunk.toString()
        if (/"(status|recorded)"/.test(answer)) socket.end()
      })
      socket.resume()
    }
    writeAll().catch(fail)
  })
}

const head = (key: string, ...lines: string[]) =>
  ['POST /api/events HTTP/1.1', 'Host: 127.0.0.1', `Authorization: Bearer ${key}`, ...lines, '', ''].join(
    '\r\n',
  )
const jsonType = 'Content-Type: application/json'

test('a sender of 2 MB that writes all before it reads is told that it is too much', async () => {
  const server = await running()
  const key = server.key('feeder')
  const body = Buffer.alloc(2_000_000, 0x20)
  const answer = await raw(server, head(key, jsonType, `Content-Length: ${body.length}`), body)
  expect(answer).toContain('HTTP/1.1 413 ')
  expect(answer).toContain('application/problem+json')
})

test('a sender that needs a while for its 2 MB is told the same', async () => {
  const server = await running()
  const part = Buffer.alloc(250_000, 0x20)
  const slowly = Array.from({ length: 8 }, () => [part, 150]).flat()
  const first = head(server.key('feeder'), jsonType, `Content-Length: ${8 * part.length}`)
  expect(await raw(server, first, ...slowly)).toContain('HTTP/1.1 413 ')
})

test('a sender of 2 MB in chunks is told the same', async () => {
  const server = await running()
  const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(0x10000, 0x20), Buffer.from('\r\n')])
  const chunks = Array.from({ length: 32 }, () => chunk)
  const first = head(server.key('feeder'), jsonType, 'Transfer-Encoding: chunked')
  const answer = await raw(server, first, ...chunks, '0\r\n\r\n')
  expect(answer).toContain('HTTP/1.1 413 ')
  expect((await server.tell(gauge(), server.key('feeder'))).status).toBe(201)
})

test('fetch gets the 413 too, and what comes next is served', async () => {
  const server = await running()
  const key = server.key('feeder')
  const big = JSON.stringify(gauge({}, { details: { text: 'x'.repeat(2_000_000) } }))
  for (let round = 0; round < 3; round++) {
    expect((await server.post('/api/events', big, key)).status).toBe(413)
    expect((await server.tell(gauge(), key)).status).toBe(201)
  }
  const almost = gauge({}, { details: { text: 'x'.repeat(990_000) } })
  expect((await server.tell(almost, key)).status).toBe(201)
})

test('deep JSON is refused, alone and within a batch, and the rest goes on', async () => {
  const server = await running()
  const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
  const withDepth = (levels: number) =>
    JSON.stringify(gauge({ id: `dalam-${levels}` }, { details: { a: 0 } })).replace(
      '"a":0',
      `"a":${deep(levels)}`,
    )
  const operator = server.key('operator')
  for (const levels of [50, 100_000]) {
    expect((await server.post('/api/events', withDepth(levels), operator)).status).toBe(422)
  }
  const good = JSON.stringify(gauge())
  const deeper = withDepth(200_000)
  const batch = `[${deeper}, ${good}, ${deep(100_000)}]`
  const type = { 'content-type': 'application/cloudevents-batch+json' }
  const answer = await server.post('/api/events', batch, operator, type)
  expect(answer.status).toBe(201)
  const body = (await answer.json()) as Answer
  expect([body.recorded.length, body.refused.length]).toEqual([1, 2])
  const { quarantine } = (await (await server.get('/api/quarantine', operator)).json()) as {
    quarantine: { raw: string }[]
  }
  expect(quarantine[1]?.raw === deeper).toBe(true)
  expect(quarantine[0]?.raw === deep(100_000)).toBe(true)
})

test('headers over 16 kB are refused with 431, what is no HTTP with 400, both as problem documents', async () => {
  const server = await running()
  const long = `GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(17_000)}\r\n\r\n`
  for (const [sent, status] of [
    [long, 431],
    ['\u0000\u0001 garbage\r\n\r\n', 400],
    ['GET /healthz HTTP/1.1\r\nHost: a b\r\n\r\n', 400],
  ] as const) {
    const answer = await raw(server, sent)
    expect(answer).toContain(`HTTP/1.1 ${status} `)
    expect(answer.toLowerCase()).toContain('content-type: application/problem+json')
    expect(answer.toLowerCase()).toContain("content-security-policy: default-src 'self'")
  }
  expect((await server.get('/healthz')).status).toBe(200)
})

test('a sender that offers HTTP/2 beside its request, as Java’s does, is answered in HTTP/1.1', async () => {
  const server = await running()
  const offer = ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAEAAEAAAAIAAAAB']
  const body = JSON.stringify(gauge())
  const length = `Content-Length: ${Buffer.byteLength(body)}`
  const told = await raw(server, head(server.key('feeder'), jsonType, length, ...offer), body)
  expect(told).toContain('HTTP/1.1 201 ')
  const asked = ['GET /healthz HTTP/1.1', 'Host: 127.0.0.1', ...offer, '', ''].join('\r\n')
  expect(await raw(server, asked)).toContain('"status":"ok"')
})

test('a sender that hangs up halfway does no harm', async () => {
  const server = await running()
  const { hostname, port } = new URL(server.address)
  const first = head(server.key('feeder'), jsonType, 'Content-Length: 1000')
  await new Promise<void>((done) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(`${first}{"id":`, () => socket.destroy()),
    )
    socket.on('close', () => done())
  })
  expect((await server.tell(flood())).status).toBe(201)
})

test('a page of the log holds no more than a few megabytes, and says where to go on', async () => {
  const server = await running()
  const feeder = server.key('feeder')
  for (let at = 0; at < 12; at++)
    expect((await server.tell(gauge({}, { details: { text: 'x'.repeat(900_000) } }), feeder)).status).toBe(
      201,
    )
  const page = async (after: number) => {
    const answer = await server.get(`/api/events?limit=1000&after=${after}`, server.key('operator'))
    return (await answer.json()) as { events: { seq: number }[]; next: number; head: number }
  }
  const first = await page(0)
  expect([first.events.length, first.next, first.head]).toEqual([8, 8, 12])
  expect((await page(first.next)).events.map(({ seq }) => seq)).toEqual([9, 10, 11, 12])
})

test('a load balancer that speaks HTTP/1.0 without a Host learns how the server stands, and is no loopback for it', async () => {
  const server = await running()
  const asks = async (line: string, ...more: string[]) => raw(server, [line, ...more, '', ''].join('\r\n'))
  for (const method of ['GET', 'OPTIONS']) {
    for (const [path, status] of [
      ['/healthz', 'ok'],
      ['/readyz', 'ready'],
    ] as const) {
      const answer = await asks(`${method} ${path} HTTP/1.0`)
      expect(answer).toContain('HTTP/1.1 200 ')
      expect(answer).toContain(`"status":"${status}"`)
    }
  }
  expect(await asks('GET /metrics HTTP/1.0')).toContain('HTTP/1.1 401 ')
  expect(await asks('GET /metrics HTTP/1.0', 'Host: localhost', 'Connection: close')).toContain(
    'HTTP/1.1 200 ',
  )
  const without = await asks('GET /healthz HTTP/1.1')
  expect(without).toContain('HTTP/1.1 400 ')
  expect(without.toLowerCase()).toContain('content-type: application/problem+json')
})

test('a line that nobody uses is kept longer than the shipped nginx keeps it', async () => {
  const server = await running()
  const { headers } = await server.get('/healthz')
  const [, seconds] = /timeout=(\d+)/.exec(headers.get('keep-alive') ?? '') ?? []
  for (const name of ['nginx.conf', 'nginx-nodes.conf']) {
    const site = readFileSync(join(import.meta.dirname, '..', '..', 'deploy', name), 'utf8')
    const kept = [...site.matchAll(/^ +keepalive_timeout (\d+)s;/gm)].map(([, kept]) => Number(kept))
    expect(kept.length, name).toBe(site.match(/^upstream /gm)?.length)
    for (const one of kept) expect(Number(seconds), name).toBeGreaterThan(one)
  }
})
