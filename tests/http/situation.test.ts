import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { digest } from '../../shared/situation/digest.ts'
import { situationFromJson } from '../../shared/situation/json.ts'
import type { SituationJson } from '../../shared/situation/situation.ts'
import type { Role } from '../../server/access/caller.ts'
import { flood, running, type Running } from './running.ts'

interface Answer {
  position: { epoch: string; seq: number }
  fold: string
  digest: string
  situation: SituationJson
}

async function read({ get, key }: Running, role: Role, query = ''): Promise<Answer> {
  return (await (await get(`/api/situation${query}`, key(role))).json()) as Answer
}

test('the situation comes with its position and a digest that a copy of it has too', async () => {
  const server = await running()
  await server.tell(flood({}, { description: 'hanya untuk petugas', reporter: 'Ibu Contoh' }))
  for (const role of ['display', 'operator', 'agency:pupr', 'executive', 'admin'] as const) {
    const answer = await read(server, role)
    expect(answer.position).toEqual({ epoch: server.server.worlds.find()?.log.epoch, seq: 1 })
    expect(digest(situationFromJson(answer.situation))).toBe(answer.digest)
    expect(answer.situation.incident[0]?.description).toBe(
      role === 'display' ? undefined : 'hanya untuk petugas',
    )
  }
  const [wall, staff] = [await read(server, 'display'), await read(server, 'operator')]
  expect(wall.digest).not.toBe(staff.digest)
})

test('at a moment the situation is what was known then', async () => {
  const server = await running()
  await server.tell(flood())
  const [first] = (await server.server.worlds.find()?.log.read(0, 1)) ?? []
  await wait(15)
  await server.tell(flood())
  const at = (moment: string) => read(server, 'display', `?at=${encodeURIComponent(moment)}`)
  const then = await at(first?.recorded ?? '')
  expect([then.position.seq, then.situation.incident.length]).toEqual([1, 1])
  expect(digest(situationFromJson(then.situation))).toBe(then.digest)
  expect((await at('2001-01-01T00:00:00Z')).position.seq).toBe(0)
  expect((await at('2099-01-01T00:00:00+08:00')).digest).toBe((await read(server, 'display')).digest)
  for (const wrong of ['kemarin', '2026-11-22', '2026-11-22T00:00:00', '']) {
    const answer = await server.get(`/api/situation?at=${encodeURIComponent(wrong)}`, server.key('display'))
    expect([wrong, answer.status]).toEqual([wrong, 400])
    expect(await answer.json()).toMatchObject({ errors: [{ field: 'at' }] })
  }
})

test('a snapshot that is no longer kept, or another audience’s, is not given out', async () => {
  const { get, key, server } = await running()
  const epoch = server.worlds.find()?.log.epoch ?? ''
  const display = key('display')
  expect((await get(`/api/snapshot?epoch=${epoch}&seq=0&audience=wall`, display)).status).toBe(410)
  expect((await get(`/api/snapshot?epoch=${epoch}&seq=0&audience=staff`, display)).status).toBe(403)
  expect((await get(`/api/snapshot?epoch=${epoch}&seq=x&audience=wall`, display)).status).toBe(400)
})
