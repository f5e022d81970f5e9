import { expect, test } from 'vitest'
import { body } from '../feeds/fixture.ts'
import { running } from './running.ts'

test('a webhook of The Things Stack and plain JSON open one door; what cannot be read is kept with its field', async () => {
  const { server, post, get, key } = await running()
  const world = server.worlds.find()!
  const feeder = key('feeder')
  const send = async (value: unknown) => {
    const answer = await post('/api/uplinks', value, feeder)
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }
  const uplink = JSON.parse(body('ttn-uplink.json')) as Record<string, unknown>
  // Nobody has said where the device stands, and a gateway's place is another.
  const lost = await send(uplink)
  expect(lost).toMatchObject({ status: 422, body: { errors: [{ field: 'location' }] } })
  expect(lost.body.detail).toContain('set ttn:awlr-tiwu-01 in the setting gauges')
  const gauges = { 'ttn:awlr-tiwu-01': { at: [116.27, -8.7], title: 'Pos Tiwu', siaga: 180, awas: 250 } }
  const set = { type: 'setting.changed', subject: 'gauges', data: { key: 'gauges', value: gauges } }
  await post('/api/events', { specversion: '1.0', id: 'g', source: '/uji', ...set }, key('admin'))
  expect(await send(uplink)).toMatchObject({ status: 201, body: { recorded: [{}] } })
  expect(await send(uplink)).toMatchObject({ status: 200, body: { known: [{}] } })
  const plain = {
    device: 'pos-2',
    time: '2026-01-18T22:41:00Z',
    latitude: -8.8,
    longitude: 116.3,
    tma_cm: 95,
  }
  expect((await send(plain)).status).toBe(201)
  const { observation, source } = world.present.situations.staff
  expect(observation.get('ttn:awlr-tiwu-01')).toMatchObject({ title: 'Pos Tiwu', value: 182.4, level: 2 })
  expect(observation.get('device:pos-2')).toMatchObject({ value: 95, unit: 'cm' })
  // Whoever sends by it is a source, which can fall silent.
  expect([...source.values()].map(({ title, heard }) => [title, heard !== undefined])).toEqual([
    ['Sensor (uji)', true],
  ])

  for (const [wrong, field] of [
    [{ ...plain, tma_cm: 'banyak' }, 'tma_cm'],
    [{ ...plain, time: undefined }, 'time'],
    [null, '(body)'],
    [{ ...uplink, uplink_message: {} }, 'uplink_message.decoded_payload'],
  ] as const)
    expect(await send(wrong)).toMatchObject({ status: 422, body: { errors: [{ field }] } })
  expect((await post('/api/uplinks', '{"device":', feeder)).status).toBe(400)
  expect((await post('/api/uplinks', plain, key('operator'))).status).toBe(403)
  const quarantine = (await (await get('/api/quarantine', key('operator'))).json()) as {
    kept: { reason: string }[]
  }
  expect(JSON.stringify(quarantine)).toContain('tma_cm: \\"banyak\\" is not a number')
  expect(JSON.stringify(quarantine)).toContain('{\\"device\\":')
})
