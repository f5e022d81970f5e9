import { expect, test } from 'vitest'
import { flood, gauge, running, type Running } from './running.ts'

interface Kept {
  number: number
  id: string
  source: string
  reason: string
  raw: string
  world: string
}

async function kept({ get, key }: Running, query = ''): Promise<Kept[]> {
  const answer = await get(`/api/quarantine${query}`, key('operator'))
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { quarantine: Kept[] }).quarantine
}

test('what cannot be understood is kept with its reason and its body as it came', async () => {
  const server = await running()
  const feeder = server.key('feeder')
  const wrong = `{ "specversion":"1.0", "id": "x", "source":"/sensor/uji",\n "type":"banjir.besar" }`
  expect((await server.post('/api/events', wrong, feeder)).status).toBe(422)
  const broken = '{"specversion":"1.0", "id": "y'
  expect((await server.post('/api/events', broken, feeder)).status).toBe(400)
  const batch = { 'content-type': 'application/cloudevents-batch+json' }
  expect((await server.post('/api/events', '{"no":"list"}', feeder, batch)).status).toBe(400)
  await server.post('/api/events', `[ {"a" : "}],["} , 17,"\\"]" ]`, feeder, batch)
  const list = await kept(server)
  expect(list.map(({ raw }) => raw)).toEqual([
    '"\\"]"',
    '17',
    '{"a" : "}],["}',
    '{"no":"list"}',
    broken,
    wrong,
  ])
  expect(list.at(-1)).toMatchObject({
    source: '/sensor/uji',
    reason: expect.stringContaining('banjir.besar'),
  })
  expect(list[4]?.reason).toContain('not JSON')
  expect(server.server.worlds.find()?.present.seq).toBe(0)
})

test('bytes that are not UTF-8 are refused and kept', async () => {
  const server = await running()
  const answer = await fetch(`${server.address}/api/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${server.key('feeder')}` },
    body: Buffer.from('{"title":"banjir \xff"}', 'latin1'),
  })
  expect(answer.status).toBe(400)
  expect((await kept(server))[0]?.raw).toBe('{"title":"banjir \xff"}')
})

test('only operators and administrators see what is kept', async () => {
  const { get, post, key } = await running()
  for (const role of ['feeder', 'display', 'executive', 'agency:pupr'] as const) {
    expect((await get('/api/quarantine', key(role))).status).toBe(403)
    expect((await post('/api/quarantine/x/retry', '', key(role))).status).toBe(403)
  }
  expect((await get('/api/quarantine')).status).toBe(401)
  expect((await post('/api/quarantine/x/retry', '', key('operator'))).status).toBe(404)
})

/** Puts a statement there as though an older version had refused it. */
async function keep(
  { server }: Running,
  value: unknown,
  key: string,
  more: { world?: string; attributes?: Record<string, string> } = {},
) {
  const caller = await server.doors.callerOf({ address: '', headers: {} }, key)
  const raw = JSON.stringify(value)
  const [id] = await server.quarantine.keep([
    { world: 'real', source: '', reason: 'tua', raw, ...(caller && { caller }), ...more },
  ])
  return id ?? ''
}

test('a retry writes the statement down with the sender’s rights, and then lets it go', async () => {
  const server = await running()
  const operator = server.key('operator')
  const agency = server.key('agency:pupr')
  const id = await keep(server, flood(), agency)
  const answer = await server.post(`/api/quarantine/${id}/retry`, '', operator)
  expect([answer.status, await answer.json()]).toEqual([
    201,
    expect.objectContaining({ recorded: [expect.anything()] }),
  ])
  expect(await kept(server)).toEqual([])
  const { events } = (await (await server.get('/api/events', operator)).json()) as {
    events: { actor: string }[]
  }
  expect(events[0]?.actor).toMatch(/^agency:pupr:k_/)
})

test('a retry gives no rights that the sender had not, and keeps what is refused again', async () => {
  const server = await running()
  const admin = server.key('admin')
  const sensor = server.key('feeder', { sources: ['/sensor/*'] })
  const reading = { reference: 'v_x', reason: 'ingin tahu', by: 'saya' }
  const refused = [
    [await keep(server, gauge({ source: '/bmkg' }), sensor), 403],
    [await keep(server, flood({ type: 'vault.read', data: reading }), server.key('operator')), 403],
    [
      await keep(
        server,
        flood({ type: 'setting.changed', data: { key: 'x', value: 1 } }),
        server.key('operator'),
      ),
      403,
    ],
    [
      await keep(
        server,
        flood({ type: 'incident.verified', subject: 'tiada', data: {} }),
        server.key('operator'),
      ),
      409,
    ],
    [await keep(server, { still: 'wrong' }, sensor), 422],
  ] as const
  for (const [id, status] of refused) {
    expect((await server.post(`/api/quarantine/${id}/retry`, '', admin)).status).toBe(status)
  }
  const still = await kept(server)
  expect(still.map(({ id }) => id).toReversed()).toEqual(refused.map(([id]) => id))
  expect(still.every(({ reason }) => reason !== 'tua')).toBe(true)
  expect(server.server.worlds.find()?.present.seq).toBe(0)
})

test('a statement that was written down before the server died is known at the retry', async () => {
  const server = await running()
  const operator = server.key('operator')
  const event = flood()
  await server.tell(event, operator)
  const id = await keep(server, event, operator)
  expect((await server.post(`/api/quarantine/${id}/retry`, '', operator)).status).toBe(200)
  expect(await kept(server)).toEqual([])
  expect(server.server.worlds.find()?.present.seq).toBe(1)
})

test('a binary statement is tried again with its headers, and each stays in its own world', async () => {
  const server = await running()
  const { data, ...attributes } = gauge()
  const sensor = server.key('feeder')
  const id = await keep(server, data, sensor, { attributes })
  expect((await server.post(`/api/quarantine/${id}/retry`, '', server.key('operator'))).status).toBe(201)
  const elsewhere = await keep(server, flood(), sensor, { world: 'gladi' })
  expect((await server.post(`/api/quarantine/${elsewhere}/retry`, '', server.key('operator'))).status).toBe(
    404,
  )
})
