import { CloudEvent, HTTP, type Message } from 'cloudevents'
import { expect, test } from 'vitest'
import { flood, gauge, running, type Answer, type Running } from './running.ts'

/** Sends what the official SDK makes of an event. */
async function send(
  { address, key }: Running,
  { headers, body }: Message,
  more: Record<string, string> = {},
) {
  const answer = await fetch(`${address}/api/events`, {
    method: 'POST',
    headers: { ...(headers as Record<string, string>), authorization: `Bearer ${key('operator')}`, ...more },
    body: body as string,
  })
  return { status: answer.status, body: (await answer.json()) as Answer }
}

async function log({ get, key }: Running) {
  const { events } = (await (await get('/api/events?limit=1000', key('admin'))).json()) as {
    events: Record<string, unknown>[]
  }
  return events
}

test('the official SDK’s structured, binary and batched requests are understood alike', async () => {
  const server = await running()
  const events = ['a', 'b', 'c', 'd'].map(
    (id) => new CloudEvent(flood({ id, region: '52.02.04', subject: `banjir-${id}` })),
  )
  const [structured, binary, ...batch] = events
  expect((await send(server, HTTP.structured(structured!))).status).toBe(201)
  expect((await send(server, HTTP.binary(binary!))).status).toBe(201)
  const batched = {
    headers: { 'content-type': 'application/cloudevents-batch+json; charset=utf-8' },
    body: JSON.stringify(batch),
  }
  expect((await send(server, batched)).body.recorded).toHaveLength(2)
  const read = await log(server)
  for (const { type, data, region, source, time } of read)
    expect({ type, data, region, source, time }).toEqual({
      type: 'incident.reported',
      data: flood().data,
      region: '52.02.04',
      source: '/bpbd/pusdalops',
      time: '2026-11-20T00:00:00.000Z',
    })
  expect(read.map(({ subject }) => subject)).toEqual(['banjir-a', 'banjir-b', 'banjir-c', 'banjir-d'])
})

test('headers of binary mode are read percent-encoded, quoted, and with the extensions', async () => {
  const server = await running()
  const report = flood()
  await send(server, HTTP.structured(new CloudEvent(report)))
  const headers = {
    'content-type': 'application/json; charset=UTF-8',
    'ce-specversion': '1.0',
    'ce-id': 'kaji%20cepat%20%E2%82%AC',
    'ce-source': '"/bpbd/pusdalops"',
    'ce-type': 'incident.assessed',
    'ce-subject': encodeURIComponent(report.id),
    'ce-region': '52.02.04.2009',
    'ce-basis': '1',
    'ce-actor': 'admin:palsu',
    'ce-seq': '77',
  }
  const { status, body } = await send(server, { headers, body: JSON.stringify({ level: 3 }) })
  expect({ status, ids: body.recorded }).toEqual({ status: 201, ids: [{ id: 'kaji cepat €', seq: 2 }] })
  const event = (await log(server))[1]
  expect(event).toMatchObject({
    source: '/bpbd/pusdalops',
    region: '52.02.04.2009',
    basis: 1,
    data: { level: 3 },
  })
  expect(event?.actor).not.toContain('palsu')
  const stale = { ...headers, 'ce-id': 'basi' }
  expect((await send(server, { headers: stale, body: '{}' })).status).toBe(409)
})

test('an event without data may come in binary mode without a body', async () => {
  const server = await running()
  const report = flood()
  await send(server, HTTP.structured(new CloudEvent(report)))
  const headers = {
    'ce-specversion': '1.0',
    'ce-id': 'v1',
    'ce-source': '/bpbd',
    'ce-type': 'incident.verified',
    'ce-subject': report.id,
  }
  const answer = await fetch(`${server.address}/api/events`, {
    method: 'POST',
    headers: { ...headers, authorization: `Bearer ${server.key('operator')}` },
  })
  expect(answer.status).toBe(201)
})

test('data as bytes is read as the JSON that it holds, and refused where it holds none', async () => {
  const server = await running()
  const { data, ...rest } = gauge()
  const bytes = (text: string) => Buffer.from(text).toString('base64')
  const told = { ...rest, data_base64: bytes(JSON.stringify(data)) }
  expect((await server.tell(told)).status).toBe(201)
  expect((await log(server))[0]).toMatchObject({ data })
  const { status, body } = await server.tell({ ...rest, id: 'x', data_base64: bytes('bukan JSON') })
  expect({ status, field: body.errors[0]?.field }).toEqual({ status: 422, field: 'data' })
})

test('other media types, charsets and encodings are refused as such', async () => {
  const server = await running()
  const body = JSON.stringify(flood())
  const others: Record<string, string>[] = [
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/xml' },
    { 'content-type': 'application/cloudevents+xml' },
    { 'content-type': 'multipart/form-data; boundary=x' },
    { 'content-type': 'application/json; charset=iso-8859-1' },
    { 'content-type': 'application/cloudevents+json; charset=latin1' },
    { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    { 'content-type': 'text/xml', 'ce-specversion': '1.0' },
    { 'content-type': '' },
  ]
  for (const headers of others) {
    const answer = await send(server, { headers: {}, body }, headers)
    expect([headers, answer.status]).toEqual([headers, 415])
  }
  expect(await log(server)).toEqual([])
  const quoted = { 'content-type': 'application/cloudevents+json; charset="UTF-8"' }
  expect((await send(server, { headers: quoted, body })).status).toBe(201)
})
