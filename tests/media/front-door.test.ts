import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Role } from '../../server/access/caller.ts'
import { ruang } from '../cli/command.ts'
import { flood, running, type Running } from '../http/running.ts'
import { beside, bomb, photo, picture } from './pictures.ts'

interface Kept {
  sha256: string
  type: string
  bytes: number
  original: string
}

const send = (
  server: Running,
  bytes: Uint8Array | FormData,
  key = server.key('operator'),
  type = 'image/jpeg',
) =>
  fetch(`${server.address}/api/media`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      ...(!(bytes instanceof FormData) && { 'content-type': type }),
    },
    body: bytes instanceof FormData ? bytes : new Uint8Array(bytes),
  })

async function kept(server: Running, bytes: Uint8Array): Promise<Kept> {
  const answer = await send(server, bytes)
  expect(answer.status).toBe(201)
  return (await answer.json()) as Kept
}

test('a photo comes back as a picture and nothing else: no place, no phone, no name', async () => {
  const server = await running()
  const sent = await photo()
  expect((await beside(sent)).exif).toBeDefined()
  expect((await beside(sent)).xmp).toBeDefined()
  const { sha256, type, bytes } = await kept(server, sent)
  expect(type).toBe('image/jpeg')
  const answer = await server.get(`/api/media/${sha256}`, server.key('executive'))
  const given = Buffer.from(await answer.arrayBuffer())
  expect(createHash('sha256').update(given).digest('hex')).toBe(sha256)
  expect(given.length).toBe(bytes)
  const { exif, xmp, iptc, icc, width, height } = await beside(given)
  expect({ exif, xmp, iptc, icc, width, height }).toEqual({ width: 64, height: 48 })
  expect(given.includes('Contoh')).toBe(false)
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'image/jpeg',
    'x-content-type-options': 'nosniff',
    'content-disposition': `inline; filename="${sha256.slice(0, 12)}.jpg"`,
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, max-age=31536000, immutable',
    etag: `"${sha256}"`,
  })
})

test('what was hung on behind a picture is gone', async () => {
  const server = await running()
  const sent = Buffer.concat([await photo(), Buffer.from('PK\u0003\u0004<script>alert(1)</script>')])
  const { sha256 } = await kept(server, sent)
  const given = Buffer.from(
    await (await server.get(`/api/media/${sha256}`, server.key('operator'))).arrayBuffer(),
  )
  expect(given.includes('script')).toBe(false)
  expect(given.subarray(-2).toString('hex')).toBe('ffd9')
})

test('a picture is stored upright and no larger than a wall shows', async () => {
  const server = await running()
  const { default: sharp } = await import('sharp')
  const lying = await sharp(await photo(60, 40))
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  const size = async ({ sha256 }: Kept) => {
    const given = await server.get(`/api/media/${sha256}`, server.key('operator'))
    const { width, height, orientation } = await beside(new Uint8Array(await given.arrayBuffer()))
    return { width, height, orientation }
  }
  expect(await size(await kept(server, lying))).toEqual({ width: 40, height: 60, orientation: undefined })
  expect(await size(await kept(server, await photo(5_000, 100)))).toMatchObject({ width: 3_840 })
})

test('type is by content: PNG and WebP are taken under any name, also from a form', async () => {
  const server = await running()
  for (const type of ['png', 'webp'] as const) {
    const form = new FormData()
    form.set('file', new File([new Uint8Array(await picture(type))], '../../etc/passwd.exe'))
    const answer = await send(server, form)
    expect(answer.status).toBe(201)
    const { sha256, type: told } = (await answer.json()) as Kept
    expect(told).toBe(`image/${type}`)
    expect(answer.headers.get('location')).toBe(`/api/media/${sha256}`)
  }
})

test.each([
  ['GIF', () => picture('gif'), 415, 'save it as PNG'],
  ['TIFF', () => picture('tiff'), 415, 'save it as JPEG'],
  ['HEIC or AVIF', () => picture('avif'), 415, 'Most Compatible'],
  [
    'SVG',
    async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
    415,
    'PNG',
  ],
  ['an HTML page', async () => Buffer.from('\ufeff <!doctype html><script>alert(1)</script>'), 415, 'text'],
  ['an archive', async () => Buffer.from('PK\u0003\u0004'), 415, 'each photo by itself'],
  ['nothing', async () => Buffer.alloc(0), 415, 'empty'],
  ['half a JPEG', async () => (await photo(900, 900)).subarray(0, 3_000), 422, 'not whole'],
  ['a JPEG in name', async () => Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]), 422, 'broken'],
  ['a PNG of 81 megapixels', async () => bomb(9_000, 9_000), 422, '51 million pixels'],
  ['a PNG of 900 megapixels', async () => bomb(30_000, 30_000), 422, '51 million pixels'],
])('%s is refused, with what to do instead', async (_, make, status, advice) => {
  const server = await running()
  const bytes = await make()
  const before = performance.now()
  const answer = await send(server, bytes, server.key('operator'), 'image/png')
  expect(answer.status).toBe(status)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(((await answer.json()) as { detail: string }).detail).toContain(advice)
  expect(performance.now() - before).toBeLessThan(10_000)
  expect(readdirSync(server.folder).filter((name) => name === 'media' || name === 'originals')).toEqual([])
})

test('a form with no picture, two pictures or half an end is refused', async () => {
  const server = await running()
  const file = new File([new Uint8Array(await photo())], 'a.jpg')
  const two = new FormData()
  two.append('file', file)
  two.append('file', file)
  expect((await send(server, new FormData())).status).toBe(422)
  expect((await send(server, two)).status).toBe(422)
  const broken = await send(server, Buffer.from('--x\r\nhalf'), undefined, 'multipart/form-data; boundary=x')
  expect(broken.status).toBe(400)
})

test('a body over 15 MB is refused before it is looked at', async () => {
  const server = await running()
  const answer = await send(server, Buffer.concat([await photo(), Buffer.alloc(16_000_000)]))
  expect(answer.status).toBe(413)
  expect(await answer.json()).toMatchObject({ title: 'Too large' })
})

test('no path leads out of the media folder, and nobody without a key or the right role comes in', async () => {
  const server = await running()
  const operator = server.key('operator')
  const { sha256 } = await kept(server, await photo())
  for (const path of [
    '..%2f..%2faccess.db',
    '%2e%2e%2faccess.db',
    `${sha256}%00`,
    sha256.toUpperCase(),
    sha256.slice(1),
    'a'.repeat(64),
  ])
    expect((await server.get(`/api/media/${path}`, operator)).status, path).toBe(404)
  expect((await server.get(`/api/media/${sha256}`)).status).toBe(401)
  expect((await server.get(`/api/media/${sha256}`, server.key('feeder'))).status).toBe(403)
  expect((await send(server, await photo(), 'rp_salah')).status).toBe(401)
  expect((await send(server, await photo(), server.key('display'))).status).toBe(403)
  const roles: Role[] = ['feeder', 'executive', 'agency:pu', 'admin']
  for (const role of roles)
    expect((await send(server, await photo(), server.key(role))).status, role).toBe(201)
})

test('files on disk are whole, named by their content and readable by this account alone', async () => {
  const server = await running()
  const { sha256 } = await kept(server, await photo())
  const file = join(server.folder, 'media', sha256.slice(0, 2), sha256)
  expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(sha256)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const all = readdirSync(join(server.folder, 'media'), { recursive: true })
  expect(all.filter((name) => String(name).endsWith('.part'))).toEqual([])
})

test('whoever is erased is erased from the photos they sent too, and the cleaned ones stay', async () => {
  const server = await running()
  const { sha256 } = await kept(server, await photo())
  const person = { name: 'Warga Contoh' }
  await server.tell(flood({ id: 'dengan-foto' }, { reporter: person, photos: [sha256] }))
  const events = await server.server.worlds.find()!.log.read(0, 10)
  const reference = events.find(({ id }) => id === 'dengan-foto')!.vault!
  const original = () => server.get(`/api/media/${sha256}/original?reason=periksa`, server.key('operator'))
  expect((await original()).status).toBe(200)
  const erased = await fetch(`${server.address}/api/vault/${reference}?reason=permintaan`, {
    ...{ method: 'DELETE', headers: { authorization: `Bearer ${server.key('admin')}` } },
  })
  expect(erased.status).toBe(200)
  expect((await original()).status).toBe(410)
  expect((await server.get(`/api/media/${sha256}`, server.key('operator'))).status).toBe(200)
  expect(await ruang(server.folder, ['verify'])).toMatchObject({ code: 0 })
})
