import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { fetchBody, FetchFailed } from '../../server/feeds/fetch-body.ts'
import { createOpenFetch, type Fetch } from '../../server/feeds/fetch-open.ts'
import { isOpenAddress } from '../../server/feeds/open-address.ts'
import { publisher } from './publisher.ts'

const { signal } = new AbortController()

const read = (url: string, fetch: Fetch) => fetchBody(url, {}, { fetch, signal, maxBytes: 100_000 })

/** Why a body could not be had. */
async function refusal(url: string, fetch: Fetch): Promise<FetchFailed> {
  const error = await read(url, fetch).catch((thrown: unknown) => thrown)
  if (error instanceof FetchFailed) return error
  throw new Error('it did not fail')
}

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.31.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.100.100.200',
  '0.0.0.0',
  '168.63.129.16',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  'fe80::1',
  'fd00:ec2::254',
  '::ffff:10.0.0.1',
  '::ffff:7f00:1',
  '64:ff9b::a00:1',
  '2002:a00:1::',
  '2001:db8::1',
  'localhost',
  '',
])('%s is no address on the open internet', (address) => {
  expect(isOpenAddress(address)).toBe(false)
})

test.each(['8.8.8.8', '172.32.0.1', '202.90.199.1', '::ffff:8.8.8.8', '2404:6800:4003::1'])(
  '%s is an address on the open internet',
  (address) => {
    expect(isOpenAddress(address)).toBe(true)
  },
)

test('what is not on the open internet is not asked, however it is written', async () => {
  await using site = await publisher((_, response) => response.end('secret'))
  const { port } = new URL(site.url)
  const hosts = ['127.0.0.1', 'localhost', 'LOCALHOST', '0x7f.1', '2130706433', '[::1]', '[::ffff:127.0.0.1]']
  for (const host of hosts) {
    const failed = await refusal(`http://${host}:${port}/`, createOpenFetch())
    expect(failed.message).toContain('is not on the open internet')
    expect(failed.passing).toBe(false)
  }
  expect(site.asked).toEqual([])
})

test('a host that is named is asked, and on the port alone that is named with it', async () => {
  await using site = await publisher((_, response) => response.end('[]'))
  await using other = await publisher((_, response) => response.end('secret'))
  const { host, port } = new URL(site.url)
  expect(await read(site.url, createOpenFetch([host]))).toMatchObject({ text: '[]' })
  expect(await read(`http://localhost:${port}`, createOpenFetch(['Localhost']))).toMatchObject({ text: '[]' })
  const failed = await refusal(other.url, createOpenFetch([host]))
  expect(failed.message).toContain('is not on the open internet')
  expect(other.asked).toEqual([])
})

test('an answer that sends on into the house is not followed', async () => {
  await using inside = await publisher((_, response) => response.end('secret'))
  await using site = await publisher((_, response) => response.writeHead(302, { location: inside.url }).end())
  const failed = await refusal(site.url, createOpenFetch([new URL(site.url).host]))
  expect(failed.message).toContain('is not on the open internet')
  expect(inside.asked).toEqual([])
})

test('an answer may send on three times, not more', async () => {
  await using site = await publisher(({ url = '' }, response) => {
    const left = Number(url.slice(1))
    if (left === 0) return response.end('[]')
    return response.writeHead(307, { location: `/${left - 1}` }).end()
  })
  const fetch = createOpenFetch(['127.0.0.1'])
  expect(await read(`${site.url}/3`, fetch)).toMatchObject({ text: '[]' })
  expect((await refusal(`${site.url}/4`, fetch)).message).toBe('it sends on more than 3 times')
})

test.each([
  ['file:///etc/passwd', 'file: is not fetched'],
  ['http://example.test/', 'it sends on from https to http'],
  ['http://[', 'it sends on to nowhere'],
])('an answer that sends on to %s is not followed', async (location, reason) => {
  const asked: string[] = []
  const fetch: Fetch = async (url) => {
    asked.push(url)
    return new Response(null, { status: 302, headers: { location } })
  }
  expect((await refusal('https://example.test/', fetch)).message).toBe(reason)
  expect(asked).toEqual(['https://example.test/'])
})

test('a body is unpacked, one that is broken or packed in another way is said to be so', async () => {
  const fetch = createOpenFetch(['127.0.0.1'])
  const packed = { gzip: gzipSync('[1]'), deflate: deflateSync('[1]'), br: brotliCompressSync('[1]') }
  await using site = await publisher(({ url = '' }, response) => {
    const [, coding = '', broken] = url.split('/')
    const bytes = coding in packed ? packed[coding as keyof typeof packed] : Buffer.from('[1]')
    response.writeHead(200, { 'content-encoding': coding }).end(broken ? Buffer.from('xxxxxxxxx') : bytes)
  })
  for (const coding of ['gzip', 'deflate', 'br', 'identity'])
    expect(await read(`${site.url}/${coding}`, fetch)).toMatchObject({ text: '[1]' })
  for (const coding of ['gzip', 'deflate', 'br'])
    expect((await refusal(`${site.url}/${coding}/broken`, fetch)).message).toContain('cannot be unpacked')
  expect((await refusal(`${site.url}/zstd`, fetch)).message).toContain('the connection failed')
})

test('a packed body of 300 MB costs no more than the bound', async () => {
  const packed = gzipSync(Buffer.alloc(300_000_000))
  await using site = await publisher((_, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed),
  )
  const before = process.memoryUsage().rss
  expect((await refusal(site.url, createOpenFetch(['127.0.0.1']))).message).toContain('longer than 100000')
  expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000)
})
