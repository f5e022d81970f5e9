import type { ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import { fetchBody, FetchFailed, userAgent } from '../../server/feeds/fetch-body.ts'
import { createOpenFetch } from '../../server/feeds/fetch-open.ts'
import { publisher } from './publisher.ts'

const { signal } = new AbortController()
const asking = { fetch: createOpenFetch(['127.0.0.1']), signal, maxBytes: 100_000 }

async function failure(answer: (response: ServerResponse) => void, timeoutMs?: number): Promise<FetchFailed> {
  await using site = await publisher((_, response) => answer(response))
  const error = await fetchBody(site.url, {}, { ...asking, timeoutMs }).catch((thrown: unknown) => thrown)
  if (error instanceof FetchFailed) return error
  throw new Error('it did not fail')
}

describe('a publisher that', () => {
  test('answers gives the text, and is told who asks', async () => {
    await using site = await publisher((_, response) => response.end('[]'))
    expect(await fetchBody(site.url, {}, asking)).toMatchObject({ same: false, text: '[]' })
    expect(site.asked[0]?.headers['user-agent']).toBe(userAgent)
  })

  test('knows its validators is asked for changes only', async () => {
    await using site = await publisher((request, response) => {
      if (request.headers['if-none-match'] === '"a"') return response.writeHead(304).end()
      return response
        .writeHead(200, { etag: '"a"', 'last-modified': 'Sun, 05 Aug 2018 12:10:00 GMT' })
        .end('[]')
    })
    const first = await fetchBody(site.url, {}, asking)
    if (first.same) throw new Error('nothing was known yet')
    expect(await fetchBody(site.url, first.validators, asking)).toEqual({ same: true })
    expect(site.asked[1]?.headers['if-modified-since']).toBe('Sun, 05 Aug 2018 12:10:00 GMT')
  })

  test('answers 500 may work later, and 404 not', async () => {
    const busy = await failure((response) => response.writeHead(503, { 'retry-after': '120' }).end('busy'))
    expect(busy).toMatchObject({ message: 'it answered 503', passing: true, retryAfter: 120 })
    const gone = await failure((response) => response.writeHead(404).end())
    expect(gone).toMatchObject({ message: 'it answered 404', passing: false })
  })

  test('never answers is given up in time', async () => {
    expect((await failure(() => {}, 300)).message).toBe('no whole answer within 0.3 s')
  })

  test('begins and never ends is given up in time too', async () => {
    const slow = await failure((response) => {
      const timer = setInterval(() => response.write('.'), 20)
      response.on('close', () => clearInterval(timer))
    }, 300)
    expect(slow.message).toBe('no whole answer within 0.3 s')
  })

  test('sends without end is cut off after the bound, not read to memory', async () => {
    let sent = 0
    const endless = await failure((response) => {
      const piece = Buffer.alloc(16_384, 'x')
      const more = () => {
        while (!response.destroyed && response.write(piece)) sent += piece.length
      }
      response.on('drain', more)
      more()
    })
    expect(endless.message).toBe('the body is longer than 100000 bytes')
    expect(sent).toBeLessThan(20_000_000)
  })

  test('announces 200 MB is cut off before the first byte', async () => {
    const huge = await failure((response) => {
      response.writeHead(200, { 'content-length': String(200_000_000) }).flushHeaders()
    })
    expect(huge.message).toBe('the body is longer than 100000 bytes')
  })

  test('hides a large body in a small one by compression is cut off', async () => {
    const { gzipSync } = await import('node:zlib')
    const packed = gzipSync(Buffer.alloc(5_000_000, 'x'))
    const bomb = await failure((response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed),
    )
    expect(bomb.message).toBe('the body is longer than 100000 bytes')
  })

  test('breaks off half way is not taken for a whole body', async () => {
    const half = await failure((response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('{"Infogempa":', () => response.destroy())
    })
    expect(half.message).toBe('the body broke off')
  })

  test('is not there is named as such', async () => {
    const gone = await fetchBody('http://127.0.0.1:1/', {}, asking).catch((thrown: unknown) => thrown)
    expect(gone).toBeInstanceOf(FetchFailed)
    expect(String(gone)).toContain('the connection failed')
  })
})
