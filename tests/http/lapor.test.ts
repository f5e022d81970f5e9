import { createHash, randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { Puzzles, workOf } from '../../server/http/puzzle.ts'
import { makeNumber, readNumber } from '../../shared/ticket-number.ts'
import { running, type Running } from './running.ts'

/** What a browser does before it sends. */
async function solve(room: Running): Promise<{ challenge: string; nonce: string }> {
  const { challenge, bits } = (await (await room.get('/api/lapor')).json()) as { challenge: string; bits: number } // prettier-ignore
  let nonce = 0
  while (workOf(challenge, String(nonce)) < bits) nonce++
  return { challenge, nonce: String(nonce) }
}

const report = (more: Record<string, unknown> = {}) => ({
  id: randomUUID(),
  class: 'pengaduan',
  category: 'jalan',
  title: 'Jalan berlubang di depan pasar',
  privacy: 'open',
  ...more,
})
async function send(room: Running, body: Record<string, unknown>) {
  const answer = await room.post('/api/lapor', { ...(await solve(room)), ...body })
  return { status: answer.status, body: (await answer.json()) as { number: string; errors: { field: string }[] } } // prettier-ignore
}
const ticketOf = (room: Running, id: unknown) =>
  room.server.worlds.find()?.present.situations.wall.ticket.get(`lapor-${String(id)}`)

test('a report gets a number; sent twice, it stands there once under the first number', async () => {
  const room = await running()
  const body = report({ point: [116.27, -8.7], name: 'Budi Contoh', phone: '0812 0000 1111' })
  const both = await Promise.all([send(room, body), send(room, body)])
  const later = await send(room, body)
  const numbers = [...both, later].map((answer) => answer.body.number)
  expect(numbers[0]).toMatch(/^ADU-[0-9A-HJKMNP-TV-Z]{8}-[0-9A-HJKMNP-TV-Z]$/)
  expect(new Set(numbers).size).toBe(1)
  expect([later.status, ticketOf(room, body.id)?.region?.slice(0, 5)]).toEqual([200, '52.02'])
  const { log, registers } = room.server.worlds.find()!
  const tickets = await registers.tickets()
  const opened = (await log.read(0, 100)).filter(({ type }) => type === 'ticket.opened')
  expect([opened.length, tickets.search({}, 10).length]).toEqual([1, 1])
  const track = await room.get(`/api/lapor/${numbers[0]?.toLowerCase().replace(/-/g, ' ')}`)
  const text = await track.text()
  expect(JSON.parse(text)).toMatchObject({ status: 'opened', category: 'Jalan dan jembatan rusak', steps: [{ status: 'opened' }] }) // prettier-ignore
  expect(text).not.toMatch(/Budi|0812|v_|vault/)
})

test('a secret report shows its category alone, an anonymous one keeps no person', async () => {
  const room = await running()
  const [secret, anonymous] = [report({ privacy: 'secret' }), report({ privacy: 'anonymous', name: 'Budi' })]
  await send(room, secret)
  await send(room, anonymous)
  expect(ticketOf(room, secret.id)).toMatchObject({ title: 'Jalan dan jembatan rusak', secret: true })
  const staff = room.server.worlds.find()?.present.situations.staff.ticket.get(`lapor-${anonymous.id}`)
  expect(staff).not.toHaveProperty('reporter')
  const requests = await (await room.get('/open311/v2/requests.json')).text()
  expect(requests).toContain(anonymous.id)
  expect(requests).not.toContain(secret.id)
})

test('bad input is refused by field, or shown as it may be shown', async () => {
  const room = await running()
  const wrong = async (more: Record<string, unknown>) => {
    const { status, body } = await send(room, report(more))
    return [status, body.errors?.map(({ field }) => field)]
  }
  expect(await wrong({ point: [116.3, -9.6] })).toEqual([422, ['point']])
  expect(await wrong({ point: [106.8, -6.2] })).toEqual([422, ['point']])
  expect(await wrong({ photos: Array.from({ length: 100 }, () => 'a'.repeat(64)) })).toEqual([422, ['photos']]) // prettier-ignore
  expect(await wrong({ photos: ['a'.repeat(64)] })).toEqual([422, ['photos']])
  expect(await wrong({ category: 'constructor' })).toEqual([422, ['category']])
  expect(await wrong({ village: '31.71.01.1001' })).toEqual([422, ['village']])
  expect(await wrong({ website: 'https://spam.example' })).toEqual([422, ['website']])
  expect(await wrong({ nonce: 'x' })).toEqual([422, ['challenge']])
  const masked = report({ title: 'Lampu mati, hubungi 081234567890 🙏 شكرا' })
  expect((await send(room, masked)).status).toBe(201)
  expect(ticketOf(room, masked.id)?.title).toBe('Lampu mati, hubungi •••• 🙏 شكرا')
})

test('a photo comes without what hung on it; what is no photo is refused', async () => {
  const room = await running()
  const photo = async (body: Uint8Array<ArrayBuffer>) => {
    const query = new URLSearchParams(await solve(room))
    const answer = await fetch(`${room.address}/api/lapor/photo?${query}`, { method: 'POST', body })
    return { status: answer.status, body: (await answer.json()) as { sha256: string; detail: string } }
  }
  const jpeg = sharp({ create: { width: 60, height: 40, channels: 3, background: 'red' } })
  const sent = await jpeg.jpeg().withExif({ IFD0: { Artist: 'Budi Contoh' } }).toBuffer() // prettier-ignore
  const kept = await photo(new Uint8Array(sent))
  expect(kept.status).toBe(201)
  expect(String((await room.server.media.get(kept.body.sha256))?.bytes)).not.toContain('Budi')
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  expect((await photo(new TextEncoder().encode(svg))).status).toBe(415)
  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic')])
  expect((await photo(new Uint8Array(heic))).status).toBe(415)
  // The head of a JPEG that says it is 20,000 by 10,000 pixels.
  const huge = new Uint8Array(sent)
  const frame = Buffer.from(huge).indexOf(Buffer.from([0xff, 0xc0]))
  new DataView(huge.buffer).setUint16(frame + 5, 10_000)
  new DataView(huge.buffer).setUint16(frame + 7, 20_000)
  expect(await photo(huge)).toMatchObject({ status: 422, body: { detail: expect.stringMatching(/51 million/) } }) // prettier-ignore
  expect((await photo(new Uint8Array(5_000_001))).status).toBe(413)
})

test('an answer and its photo stand on the track page; a photo of the report does not', async () => {
  const room = await running()
  const { sha256 } = await room.server.media.take('real', await sharp({ create: { width: 9, height: 9, channels: 3, background: 'blue' } }).png().toBuffer() as Buffer<ArrayBuffer>) // prettier-ignore
  const body = report()
  const { number } = (await send(room, body)).body
  const said = (type: string, data: Record<string, unknown>) =>
    room.tell({ specversion: '1.0', id: randomUUID(), source: '/aduan', type, subject: `lapor-${body.id}`, data }) // prettier-ignore
  await said('ticket.routed', { agency: 'pu', note: 'rahasia dapur' })
  expect((await room.get(`/api/lapor/${number}/${sha256}`)).status).toBe(404)
  await said('ticket.answered', { reply: 'Sudah ditambal.', photos: [sha256], note: 'biaya 2 juta' })
  const track = await (await room.get(`/api/lapor/${number}`)).text()
  expect(track).toContain('Sudah ditambal.')
  expect(track).not.toMatch(/rahasia dapur|biaya/)
  expect((await room.get(`/api/lapor/${number}/${sha256}`)).headers.get('content-type')).toBe('image/png')
})

test('a number is read as people type it, and a wrong digit is noticed', () => {
  let salt = 0
  for (let n = 0; n < 200; n++) {
    const made = makeNumber('ADU', (bytes) => createHash('sha256').update(`${salt++}`).digest().subarray(0, bytes)) // prettier-ignore
    expect(readNumber(made.replace(/0/g, 'o').replace(/1/g, 'l').toLowerCase())).toBe(made)
    const at = 4 + (n % 8)
    const other = made[at] === '7' ? '8' : '7'
    expect(readNumber(made.slice(0, at) + other + made.slice(at + 1))).toBeUndefined()
  }
})

test('an answer to the sum is good once, for half an hour, and dearer while many come', () => {
  let now = 1_000_000
  const puzzles = new Puzzles(new Uint8Array(32), () => now)
  const answer = ({ challenge, bits }: { challenge: string; bits: number }) => {
    let nonce = 0
    while (workOf(challenge, String(nonce)) < bits) nonce++
    return [challenge, String(nonce)] as const
  }
  const first = answer(puzzles.make())
  expect([puzzles.take(...first), puzzles.take(...first)]).toEqual([undefined, 'the challenge was used: ask for a new one']) // prettier-ignore
  expect(puzzles.take(first[0].replace('.13.', '.01.'), first[1])).toBe('the challenge is not ours')
  const old = answer(puzzles.make())
  now += 31 * 60_000
  expect(puzzles.take(...old)).toContain('too old')
  const { bits } = puzzles.make()
  for (let n = 0; n < 40; n++) puzzles.take(...answer(puzzles.make()))
  expect(puzzles.make().bits).toBeGreaterThan(bits)
})
