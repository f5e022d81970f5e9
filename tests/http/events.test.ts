import { expect, test } from 'vitest'
import { flood, gauge, running, type Answer } from './running.ts'

const batchType = { 'content-type': 'application/cloudevents-batch+json' }

test('an event is written down once, and answered with its first number ever after', async () => {
  const { tell, get, key } = await running()
  const event = flood()
  const first = await tell(event)
  expect(first).toEqual({
    status: 201,
    body: { recorded: [{ id: event.id, seq: 1 }], known: [], refused: [] },
  })
  expect(await tell(event)).toEqual({
    status: 200,
    body: { recorded: [], known: [{ id: event.id, seq: 1 }], refused: [] },
  })
  const read = (await (await get('/api/events', key('operator'))).json()) as {
    events: unknown[]
    head: number
  }
  expect(read.head).toBe(1)
  expect(read.events).toEqual([expect.objectContaining({ id: event.id, seq: 1, type: 'incident.reported' })])
})

test('one event that is wrong is refused with the fields to change', async () => {
  const { tell } = await running()
  const { status, body } = await tell(flood({}, { level: 7, title: '' }))
  expect(status).toBe(422)
  expect(body).toMatchObject({ type: 'about:blank', status: 422, title: expect.any(String) })
  expect(body.errors.map(({ field }) => field).sort()).toEqual(['data.level', 'data.title'])
  expect((await tell(flood({ type: 'banjir.terjadi' }))).body.errors[0]?.field).toBe('type')
  expect((await tell(flood({ specversion: '0.3' }))).body.errors[0]?.field).toBe('specversion')
})

test('a refusal is a problem document that says what it is about', async () => {
  const { post, key } = await running()
  const answer = await post('/api/events', { nothing: true }, key('operator'))
  expect(answer.status).toBe(422)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(await answer.json()).toMatchObject({
    status: 422,
    instance: '/api/events',
    errors: expect.any(Array),
  })
})

test('of a batch the good are written down and the bad refused one by one', async () => {
  const { post, key } = await running()
  const [good, unknown, wrong] = [flood(), flood({ type: 'no.such' }), flood({}, { level: 'tinggi' })]
  const send = async (list: unknown[]) => {
    const answer = await post('/api/events', list, key('operator'), batchType)
    return { status: answer.status, body: (await answer.json()) as Answer }
  }
  const first = await send([good, unknown, wrong])
  expect(first.status).toBe(201)
  expect(first.body.recorded).toEqual([{ id: good.id, seq: 1 }])
  expect(first.body.refused.map(({ id, problem }) => [id, problem.status, problem.errors[0]?.field])).toEqual(
    [
      [unknown.id, 422, 'type'],
      [wrong.id, 422, 'data.level'],
    ],
  )
  expect((await send([good])).status).toBe(200)
  expect((await send([])).status).toBe(200)
  const none = await send([unknown, wrong])
  expect(none.status).toBe(422)
  expect(none.body.refused).toHaveLength(2)
  const twice = flood()
  const twins = await send([twice, twice])
  expect(twins.body.recorded).toEqual([{ id: twice.id, seq: 2 }])
  expect(twins.body.known).toEqual([{ id: twice.id, seq: 2 }])
})

test('a batch of 10 000 small events is read whole or refused as too large, nothing between', async () => {
  const { post, key, server } = await running()
  const feeder = key('feeder')
  const small = (at: number) => ({
    specversion: '1.0',
    id: `${at}`,
    source: '/s',
    type: 'source.recovered',
    subject: 's',
  })
  const list = Array.from({ length: 10_000 }, (_, at) => small(at))
  const answer = await post('/api/events', list, feeder, batchType)
  expect(answer.status).toBe(201)
  const { recorded } = (await answer.json()) as Answer
  expect(recorded).toHaveLength(10_000)
  expect(new Set(recorded.map(({ seq }) => seq)).size).toBe(10_000)
  expect(server.worlds.find()?.present.seq).toBe(10_000)
})

test('what only the server may say is passed over when a sender says it', async () => {
  const { tell, get, key } = await running()
  const sent = flood({
    actor: 'admin:x',
    seq: 99,
    recorded: '2001-01-01T00:00:00Z',
    vault: 'v_x',
    card: { id: 'x' },
  })
  expect((await tell(sent)).body.recorded).toEqual([{ id: sent.id, seq: 1 }])
  const { events } = (await (await get('/api/events', key('admin'))).json()) as {
    events: Record<string, string>[]
  }
  const [event] = events
  expect(event).not.toHaveProperty('card')
  expect(event).not.toHaveProperty('vault')
  expect(event?.actor).toMatch(/^operator:k_/)
  expect(event?.recorded).not.toContain('2001')
  expect(
    (
      await tell(
        flood({
          type: 'vault.read',
          subject: 'vault',
          data: { reference: 'v_x', reason: 'ingin', by: 'saya' },
        }),
      )
    ).status,
  ).toBe(403)
})

test('an act that is not possible now says what stands there', async () => {
  const { tell } = await running()
  const report = flood()
  await tell(report)
  const verify = { ...flood({ type: 'incident.verified', subject: report.id, data: {} }) }
  expect((await tell(verify)).status).toBe(201)
  const again = await tell({ ...verify, id: 'lagi' })
  expect(again.status).toBe(409)
  expect(again.body).toMatchObject({ current: { id: report.id, status: 'verified' } })
  const late = flood({ type: 'incident.assessed', subject: report.id, data: { level: 2 }, basis: 1 })
  expect((await tell(late)).status).toBe(409)
})

test('a page of the log follows on the one before, without a gap and cut to the audience', async () => {
  const { tell, get, key } = await running()
  for (let at = 0; at < 7; at++)
    await tell(flood({}, { description: 'hanya untuk petugas', reporter: 'Ibu Contoh' }))
  const read = async (query: string, given: string) =>
    (await (await get(`/api/events?${query}`, given)).json()) as { events: { seq: number }[]; next: number }
  const display = key('display')
  const seen: number[] = []
  for (let after = 0; ;) {
    const { events } = await read(`after=${after}&limit=3`, display)
    if (events.length === 0) break
    seen.push(...events.map(({ seq }) => seq))
    after = events.at(-1)?.seq ?? 0
  }
  expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7])
  const wall = JSON.stringify(await read('', display))
  expect(wall).not.toContain('hanya untuk petugas')
  expect(wall).not.toContain('v_')
  const staff = JSON.stringify(await read('', key('executive')))
  expect(staff).toContain('hanya untuk petugas')
  expect(staff).not.toContain('Ibu Contoh')
  for (const query of ['after=-1', 'after=x', 'limit=0', 'limit=1001', 'limit=1.5']) {
    expect((await get(`/api/events?${query}`, display)).status).toBe(400)
  }
})

test('a feeder speaks for its own sources, and reads no others', async () => {
  const { tell, get, key } = await running()
  const feeder = key('feeder', { sources: ['/sensor/*'] })
  await tell(flood())
  expect((await tell(gauge(), feeder)).status).toBe(201)
  await tell(flood())
  expect((await tell(gauge({ source: '/lain' }), feeder)).status).toBe(403)
  const page = (await (await get('/api/events?limit=1', feeder)).json()) as {
    events: { seq: number }[]
    next: number
  }
  expect(page.events.map(({ seq }) => seq)).toEqual([2])
  const rest = (await (await get(`/api/events?after=${page.next}`, feeder)).json()) as typeof page
  expect(rest).toMatchObject({ events: [], next: 3 })
  expect((await get('/api/situation', feeder)).status).toBe(403)
})
