import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { flood, gauge, running, type Running } from './running.ts'

interface Event {
  seq: number
  type: string
  vault: string
  data: Record<string, string>
}

async function log({ get, key }: Running, role: 'admin' | 'display' = 'admin', query = ''): Promise<Event[]> {
  const answer = await get(`/api/events?limit=1000${query}`, key(role))
  return ((await answer.json()) as { events: Event[] }).events
}

/** A ticket whose reporter lies in the vault; answers the reference. */
async function ticket(server: Running, agency: string): Promise<string> {
  const data = {
    class: 'pengaduan',
    category: 'jalan',
    title: 'Jalan berlubang',
    channel: 'uji',
    agency,
    reporter: { nama: 'Ibu Contoh', telepon: '0812-0000-0000' },
  }
  const { title, ...rest } = data
  const told = { ...gauge(), type: 'ticket.opened', data: { title, ...rest } }
  expect((await server.tell(told, server.key('feeder'))).status).toBe(201)
  return (await log(server)).at(-1)?.vault ?? ''
}

const reason = `reason=${encodeURIComponent('menelepon pelapor')}`

test('personal data is read by an operator who says why, and the reading stands in the log', async () => {
  const server = await running()
  const reference = await ticket(server, 'pupr')
  const answer = await server.get(`/api/vault/${reference}?${reason}`, server.key('operator'))
  expect(answer.status).toBe(200)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(await answer.json()).toEqual({
    reference,
    fields: { reporter: { nama: 'Ibu Contoh', telepon: '0812-0000-0000' } },
  })
  const [, reading] = await log(server)
  expect(reading).toMatchObject({
    type: 'vault.read',
    data: { reference, reason: 'menelepon pelapor', by: expect.stringMatching(/^operator:k_/) },
  })
})

test('without a reason, with one too long, or without a right nothing is given out or noted', async () => {
  const server = await running()
  const reference = await ticket(server, 'pupr')
  const path = `/api/vault/${reference}`
  const operator = server.key('operator')
  for (const wrong of ['', '?reason=', '?reason=%20%20a%20', `?reason=${'x'.repeat(301)}`]) {
    const answer = await server.get(path + wrong, operator)
    expect([wrong, answer.status]).toEqual([wrong, 400])
    expect(await answer.json()).toMatchObject({ errors: [{ field: 'reason' }] })
  }
  for (const role of ['display', 'executive', 'feeder', 'agency:dinkes'] as const) {
    expect((await server.get(`${path}?${reason}`, server.key(role))).status).toBe(403)
  }
  expect((await server.get(`${path}?${reason}`)).status).toBe(401)
  expect((await server.get(`/api/vault/v_tiada?${reason}`, operator)).status).toBe(404)
  expect(await log(server)).toHaveLength(1)
  expect((await server.get(`${path}?${reason}`, server.key('agency:pupr'))).status).toBe(200)
  expect((await log(server)).slice(1)).toMatchObject([{ type: 'vault.read', data: { reference } }])
})

test('nothing of a reading reaches a wall, and a telephone number in the reason no log', async () => {
  const server = await running()
  const reference = await ticket(server, 'pupr')
  const spoken = encodeURIComponent('menelepon 0812-3456-7890')
  await server.get(`/api/vault/${reference}?reason=${spoken}`, server.key('operator'))
  const wall = JSON.stringify(await log(server, 'display'))
  for (const secret of [reference, 'menelepon', 'operator:', 'k_', 'Ibu Contoh', '0812'])
    expect(wall).not.toContain(secret)
  expect(JSON.stringify(await log(server))).not.toContain('3456')
  const situation = await (await server.get('/api/situation', server.key('operator'))).text()
  expect(situation).not.toContain('Ibu Contoh')
  expect(situation).not.toContain('menelepon')
})

test('a record is read in the world that it belongs to, so that the reading is noted there', async () => {
  const server = await running()
  await server.server.worlds.startExercise({ name: 'gladi', start: 0, rate: 1 })
  const reference = await ticket(server, 'pupr')
  const operator = server.key('operator')
  expect((await server.get(`/api/vault/${reference}?${reason}&world=gladi`, operator)).status).toBe(404)
  expect(await log(server, 'admin', '&world=gladi')).toEqual([])
  const before = (await log(server)).length
  expect((await server.get(`/api/vault/${reference}?${reason}&world=real`, operator)).status).toBe(200)
  expect((await log(server)).slice(before)).toMatchObject([{ type: 'vault.read', data: { reference } }])
})

test('an erased record is gone, and asking for it is noted all the same', async () => {
  const server = await running()
  const reference = await ticket(server, 'pupr')
  server.server.vault.erase(reference, '2026-11-22T00:00:00Z')
  const answer = await server.get(`/api/vault/${reference}?${reason}`, server.key('operator'))
  expect(answer.status).toBe(410)
  expect((await log(server)).slice(1)).toMatchObject([{ type: 'vault.read', data: { reference } }])
})

test('a reference in the log always has its record', async () => {
  const server = await running()
  const { server: parts } = server
  parts.vault.close()
  const refused = await server.tell(flood({}, { reporter: 'Ibu Contoh' }))
  expect(refused.status).toBeGreaterThanOrEqual(500)
  expect(await log(server)).toEqual([])
  expect((await server.tell(flood())).status).toBe(201)
})

test('erasing needs an administrator and a reason, stands in the log, and leaves nothing to read', async () => {
  const server = await running()
  const reference = await ticket(server, 'pupr')
  const erase = async (key: string, query = `?${reason}`, record = reference) => {
    const headers = { authorization: `Bearer ${key}` }
    return fetch(`${server.address}/api/vault/${record}${query}`, { method: 'DELETE', headers })
  }
  for (const role of ['operator', 'agency:pupr', 'executive'] as const)
    expect([role, (await erase(server.key(role))).status]).toEqual([role, 403])
  const admin = server.key('admin')
  for (const wrong of ['', `?reason=${'x'.repeat(301)}`]) expect((await erase(admin, wrong)).status).toBe(400)
  expect(server.server.vault.read(reference)).toMatchObject({ reporter: { nama: 'Ibu Contoh' } })
  const first = await erase(admin)
  expect([first.status, await first.json()]).toEqual([200, { reference, erased: true, before: false }])
  expect(await (await erase(admin)).json()).toMatchObject({ before: true })
  expect((await server.get(`/api/vault/${reference}?${reason}`, admin)).status).toBe(410)
  expect((await erase(admin, `?${reason}&world=lain`)).status).toBe(404)
  expect((await erase(admin, `?${reason}`, 'v_tiada')).status).toBe(404)
  const erasures = (await log(server)).filter(({ type }) => type === 'vault.erased')
  const data = { reference, reason: 'menelepon pelapor', by: expect.stringMatching(/^admin:k_/) }
  expect(erasures).toMatchObject([{ subject: 'vault', data }])
  const [seen] = (await log(server, 'display')).filter(({ type }) => type === 'vault.erased')
  expect(seen?.data).toEqual({})
})

test('what a reader of the file keeps from being wiped is said, and asking again wipes it', async () => {
  const server = await running()
  const reference = await ticket(server, 'pupr')
  const headers = { authorization: `Bearer ${server.key('admin')}` }
  const erase = () =>
    fetch(`${server.address}/api/vault/${reference}?${reason}`, { method: 'DELETE', headers })
  const reader = new DatabaseSync(join(server.folder, 'vault.db'))
  reader.exec('BEGIN')
  reader.prepare('SELECT count(*) FROM record').get()
  const refused = await erase()
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1'])
  reader.close()
  expect((await erase()).status).toBe(200)
  expect((await log(server)).filter(({ type }) => type === 'vault.erased')).toHaveLength(1)
})
