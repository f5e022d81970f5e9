import { readFileSync } from 'node:fs'
import { expect, onTestFinished, test, vi } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { listen, type Listening } from '../../server/feeds/mqtt.ts'
import { configuredBroker } from '../../server/feeds/start.ts'
import { issue } from '../../server/tls/authority.ts'
import { emptyFolder } from '../http/running.ts'
import { openBroker, type Broker } from './broker.ts'
import { body, dataOf } from './fixture.ts'
import { memoryLog } from './log.ts'

type Log = ReturnType<typeof memoryLog>
const things = 'v1.1/Things'
const uplinks = 'v3/bpbd@ttn/devices/awlr-tiwu-01/up'

/** Listens as the environment says until the test ends. */
function listening(env: Record<string, string>, more: Partial<Listening> = {}): Log {
  const source = configuredBroker(readConfig({ MQTT_TOPICS: 'v1.1/# v3/+/devices/+/up', ...env }))
  if (!source) throw new Error('no broker')
  const log = memoryLog()
  const end = new AbortController()
  const heard = listen(source, {
    record: log.record,
    quarantine: log.quarantine,
    now: Date.now,
    signal: end.signal,
    known: () => undefined,
    clientId: 'ruang-uji',
    patienceMs: 50,
    longestPauseMs: 40,
    ...more,
  })
  onTestFinished(async () => {
    end.abort()
    await heard
  })
  return log
}

async function broker(options?: Parameters<typeof openBroker>[0]): Promise<Broker> {
  const opened = await openBroker(options)
  onTestFinished(() => opened.close())
  return opened
}

const eventually = (holds: () => boolean) =>
  vi.waitFor(() => expect(holds()).toBe(true), { timeout: 30_000, interval: 10 })
const made = (log: Log) => log.of('observation.made')
const gauge = { at: [116.27, -8.7] as [number, number], title: 'Pos Tiwu', siaga: 180, awas: 250 }

/** A gauge's newest Observation with its stream and place, as a topic with $expand gives it. */
const observation = (result: number, phenomenonTime: string) => ({
  '@iot.id': result,
  phenomenonTime,
  result,
  Datastream: {
    name: 'Tinggi muka air',
    unitOfMeasurement: { symbol: 'cm' },
    properties: { siaga1: 250, siaga2: 180, siaga3: 120 },
    Thing: {
      '@iot.id': 7,
      name: 'AWLR Tiwu',
      Locations: [{ location: { type: 'Point', coordinates: [116.3, -8.7] } }],
    },
  },
})

test('SensorThings and The Things Stack arrive by MQTT; what the broker kept is not told twice, and a cut is mended for ever', async () => {
  const first = await broker({ password: 'rahasia/1' })
  await first.publish(things, body('sensorthings.json'), true)
  const url = `mqtt://ruang:rahasia%2F1@127.0.0.1:${first.port}`
  const log = listening({ MQTT_URL: url }, { known: (id) => (id === 'ttn:awlr-tiwu-01' ? gauge : undefined) })
  await eventually(() => made(log).length === 1)
  await first.publish(uplinks, body('ttn-uplink.json'))
  await first.publish('v1.1/Observations', observation(182.4, '2026-01-18T22:41:00Z'))
  await eventually(() => made(log).length === 3)
  const [, uplink, expanded] = made(log)
  expect(uplink).toMatchObject({ subject: 'ttn:awlr-tiwu-01', time: '2026-01-18T22:41:07.123Z' })
  expect(dataOf(uplink)).toMatchObject({ kind: 'water-level', value: 182.4, unit: 'cm', level: 2 })
  expect(dataOf(uplink)).toMatchObject({ title: 'Pos Tiwu', geometry: { coordinates: gauge.at } })
  expect([expanded?.subject, dataOf(expanded)['level']]).toEqual(['sensorthings:7', 2])
  const { source } = made(log)[0] ?? {}
  expect(source).toBe(`mqtt://127.0.0.1:${first.port}`)
  expect(JSON.stringify([log.events, log.quarantined])).not.toContain('rahasia')

  // On a busy machine the first connection may take longer than its patience: counted from here.
  const [failed, recovered] = [log.of('source.failed').length, log.of('source.recovered').length]
  await first.close()
  await eventually(() => log.of('source.failed').length > failed)
  const again = await broker({ port: first.port, password: 'rahasia/1' })
  await again.publish(things, body('sensorthings.json'), true)
  await eventually(() => log.of('source.recovered').length > recovered)
  await again.publish('v1.1/Observations', observation(190, '2026-01-18T22:51:00Z'))
  await eventually(() => made(log).length === 4)
  expect(log.of('source.failed')).toHaveLength(failed + 1)
})

test('what cannot be read or placed is put aside with its reason, and the next message goes on', async () => {
  const { port, publish } = await broker()
  const log = listening({ MQTT_URL: `mqtt://127.0.0.1:${port}` })
  await eventually(() => log.types().includes('source.heard'))
  await publish(uplinks, '{"half":')
  await publish(uplinks, body('ttn-uplink.json'))
  await publish('v1.1/Datastreams(9)/Observations', { phenomenonTime: '2026-01-18T22:41:00Z', result: 90 })
  await publish('v1.1/Observations', observation(90, '2026-01-18T22:41:00Z'))
  await eventually(() => made(log).length === 1)
  const reasons = log.quarantined.map(({ reason }) => reason).join('\n')
  expect(reasons).toContain('not whole or not JSON')
  expect(reasons).toContain('set ttn:awlr-tiwu-01 in the setting gauges')
  expect(reasons).toContain('set sensorthings:Datastreams(9) in the setting gauges')
  expect(log.quarantined).toHaveLength(3)
})

test('an Observation alone stands where the setting says, and is confirmed only once the log has it', async () => {
  const { port, publish } = await broker()
  let refused = 0
  const onError = () => void (log.full = ++refused < 3)
  const log = listening({ MQTT_URL: `mqtt://127.0.0.1:${port}` }, { known: () => gauge, onError })
  await eventually(() => log.types().includes('source.heard'))
  log.full = true
  await publish('v1.1/Datastreams(9)/Observations', { phenomenonTime: '2026-01-18T22:41:00Z', result: 260 })
  await eventually(() => made(log).length === 1)
  expect(refused).toBe(3)
  const [event] = made(log)
  expect(event?.subject).toBe('sensorthings:Datastreams(9)')
  expect(dataOf(event)).toMatchObject({ value: 260, level: 3, geometry: { coordinates: gauge.at } })
})

test('a broker is believed by its certificate and refuses a wrong password: the source fails and says why', async () => {
  const { files } = issue(emptyFolder(), {
    hosts: ['127.0.0.1'],
    usual: [],
    force: false,
    now: new Date(),
  })
  const tls = { key: readFileSync(files.key), cert: readFileSync(files.cert) }
  const { port, publish } = await broker({ tls, password: 'benar' })
  const url = (password: string) => `mqtts://ruang:${password}@127.0.0.1:${port}`
  // Time enough for a broker to refuse.
  const patienceMs = 1_000
  const [stranger, wrong, right] = [
    listening({ MQTT_URL: url('benar') }, { clientId: 'a', patienceMs }),
    listening({ MQTT_URL: url('salah'), MQTT_CA: files.authority }, { clientId: 'b', patienceMs }),
    listening({ MQTT_URL: url('benar'), MQTT_CA: files.authority }, { clientId: 'c' }),
  ]
  const reason = (log: Log) => dataOf(log.of('source.failed')[0])['reason']
  await eventually(() => reason(stranger) !== undefined && reason(wrong) !== undefined)
  expect(reason(stranger)).toMatch(/certificate/)
  expect(reason(wrong)).toMatch(/[Nn]ot authorized|Bad user name/)
  await eventually(() => right.types().includes('source.heard'))
  await publish('v1.1/Observations', observation(90, '2026-01-18T22:41:00Z'))
  await eventually(() => made(right).length === 1)
  expect([made(stranger), made(wrong)]).toEqual([[], []])
})

test('an address that is none, or topics that are none, is one line', () => {
  for (const [MQTT_URL, MQTT_TOPICS, said] of [
    ['http://x', 'a', 'MQTT_URL: must be mqtt://'],
    ['mqtt://x', '', 'MQTT_URL: needs MQTT_TOPICS'],
    ['mqtt://x', 'a/#/b', 'MQTT_URL: a/#/b is no topic'],
  ] as const)
    expect(() => configuredBroker(readConfig({ MQTT_URL, MQTT_TOPICS }))).toThrow(said)
})
