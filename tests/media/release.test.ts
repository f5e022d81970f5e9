import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { running, type Running } from '../http/running.ts'
import { photo } from './pictures.ts'

interface Kept {
  sha256: string
  original: string
}

async function kept(server: Running, bytes?: Buffer): Promise<Kept> {
  const body = new Uint8Array(bytes ?? (await photo()))
  const headers = { authorization: `Bearer ${server.key('operator')}` }
  const answer = await fetch(`${server.address}/api/media`, { method: 'POST', headers, body })
  expect(answer.status).toBe(201)
  return (await answer.json()) as Kept
}

let number = 0
const act = (type: string, data: Record<string, unknown>) => ({
  specversion: '1.0',
  id: `foto-${++number}`,
  source: '/desk',
  type,
  data,
})

test('a display sees a photo from its release until it is taken back; staff see it always', async () => {
  const server = await running()
  const { sha256 } = await kept(server)
  const [display, executive] = [server.key('display'), server.key('executive')]
  const seen = async (key: string) => (await server.get(`/api/media/${sha256}`, key)).status
  expect([await seen(display), await seen(executive)]).toEqual([404, 200])

  const released = await server.tell(
    act('media.released', { sha256, caption: 'Jembatan putus', about: 'banjir-1' }),
  )
  expect(released.status).toBe(201)
  expect([await seen(display), await seen(executive)]).toEqual([200, 200])
  const { situation } = (await (await server.get('/api/situation', display)).json()) as {
    situation: { media: unknown[] }
  }
  expect(situation.media).toMatchObject([{ id: sha256, caption: 'Jembatan putus', about: 'banjir-1' }])

  expect((await server.tell(act('media.withheld', { sha256, note: 'wajah terlihat' }))).status).toBe(201)
  expect([await seen(display), await seen(executive)]).toEqual([404, 200])
})

test('a display asks every time whether it still may; who has the photo is not sent it again', async () => {
  const server = await running()
  const { sha256 } = await kept(server)
  const display = server.key('display')
  await server.tell(act('media.released', { sha256 }))
  const first = await server.get(`/api/media/${sha256}`, display)
  expect(first.headers.get('cache-control')).toBe('private, no-cache')
  const known = { 'if-none-match': first.headers.get('etag') ?? '' }
  const again = await server.get(`/api/media/${sha256}`, display, known)
  expect([again.status, await again.text()]).toEqual([304, ''])
  await server.tell(act('media.withheld', { sha256 }))
  expect((await server.get(`/api/media/${sha256}`, display, known)).status).toBe(404)
})

test('a release in an exercise is none on the real wall', async () => {
  const server = await running()
  const { sha256 } = await kept(server)
  const exercise = { name: 'gladi', start: '2026-11-20T00:00:00Z', rate: 1 }
  expect((await server.post('/api/worlds', exercise, server.key('admin'))).status).toBe(201)
  const display = server.key('display')
  const operator = server.key('operator')
  const told = await server.post('/api/events?world=gladi', act('media.released', { sha256 }), operator)
  expect(told.status).toBe(201)
  expect((await server.get(`/api/media/${sha256}?world=gladi`, display)).status).toBe(200)
  expect((await server.get(`/api/media/${sha256}`, display)).status).toBe(404)
})

test('only people of the room release a photo, and only one that is kept', async () => {
  const server = await running()
  const { sha256 } = await kept(server)
  const release = (key: string, hash = sha256) =>
    server.tell(act('media.released', { sha256: hash }), key).then(({ status }) => status)
  for (const role of ['feeder', 'executive', 'display'] as const)
    expect(await release(server.key(role)), role).toBe(403)
  expect(await release(server.key('operator'), 'a'.repeat(64))).toBe(409)
  expect((await server.tell(act('media.withheld', { sha256 }))).status).toBe(409)
  for (const role of ['operator', 'agency:pu', 'admin'] as const)
    expect(await release(server.key(role)), role).toBe(201)
})

test('the photo as it was sent is for operators who say why, it is noted, and it is sealed on disk', async () => {
  const server = await running()
  const sent = await photo(80, 60)
  const { sha256, original } = await kept(server, sent)
  const [operator, path] = [server.key('operator'), `/api/media/${sha256}/original`]
  expect((await server.get(path, operator)).status).toBe(400)
  for (const role of ['executive', 'agency:pu', 'feeder', 'display'] as const)
    expect((await server.get(`${path}?reason=bukti`, server.key(role))).status, role).toBe(403)
  const answer = await server.get(`${path}?reason=bukti`, operator)
  expect(Buffer.from(await answer.arrayBuffer()).equals(sent)).toBe(true)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const { events } = (await (await server.get('/api/events', server.key('admin'))).json()) as {
    events: { type: string; data: unknown }[]
  }
  expect(events.at(-1)).toMatchObject({ type: 'vault.read', data: { reference: original, reason: 'bukti' } })

  const folder = join(server.folder, 'originals')
  expect(readdirSync(folder)).toEqual([original])
  const sealed = readFileSync(join(folder, original))
  expect(['Contoh', 'Exif', 'JFIF'].some((word) => sealed.includes(word))).toBe(false)
})

test('a photo that was erased is not given out as it was sent, nor kept so again', async () => {
  const server = await running()
  const sent = await photo(70, 50)
  const { sha256, original } = await kept(server, sent)
  expect(server.server.vault.erase(original, '2026-11-22T00:00:00Z')).toBe(true)
  const path = `/api/media/${sha256}/original?reason=bukti`
  expect((await server.get(path, server.key('operator'))).status).toBe(410)
  await kept(server, sent)
  expect((await server.get(path, server.key('operator'))).status).toBe(410)
  expect(
    (await server.get(`/api/media/${'b'.repeat(64)}/original?reason=bukti`, server.key('operator'))).status,
  ).toBe(404)
})
