import { expect, test } from 'vitest'
import { Metrics } from '../../server/metrics.ts'
import { afterwards } from '../../server/afterwards.ts'
import { Screen } from '../live/screen.ts'
import { flood, gauge, running } from './running.ts'

/** The value of a line of /metrics, by its name and labels. */
const value = (text: string, line: string): number =>
  Number(
    text
      .split('\n')
      .find((one) => one.startsWith(`${line} `))
      ?.slice(line.length + 1) ?? NaN,
  )

test('the figures tell what came in, how long it took, who listens, how old the sources are, and how large the log is', async () => {
  const server = await running()
  const [wall, staff] = await Promise.all([
    new Screen(server.address, { key: server.key('display') }).seq(0),
    new Screen(server.address, { key: server.key('operator') }).seq(0),
  ])
  const before = value(await (await server.get('/metrics')).text(), 'ruang_log_bytes{world="real"}')
  for (let at = 0; at < 20; at++) await server.tell(flood({}, { description: 'x'.repeat(5_000) }))
  const said = (type: string, data: object) =>
    gauge({ type, subject: 'uji', source: '/uji' }, { ...data, kind: undefined, geometry: undefined })
  await server.tell(
    said('source.declared', { owner: 'Uji', everySeconds: 60, lateAfterSeconds: 1_000 }),
    server.key('admin'),
  )
  await server.tell(
    {
      ...gauge({ type: 'source.heard', subject: 'uji', source: '/uji' }),
      data: { asOf: new Date().toISOString(), items: 1 },
    },
    server.key('feeder'),
  )
  await Promise.all([wall.seq(22), staff.seq(22)])
  await server.get('/api/nowhere')
  const text = await (await server.get('/metrics')).text()
  expect(value(text, 'ruang_events_total{outcome="recorded"}')).toBe(22)
  expect(value(text, 'ruang_log_seq{world="real"}')).toBe(22)
  expect(value(text, 'ruang_log_bytes{world="real"}')).toBeGreaterThan(before)
  expect(value(text, 'ruang_sockets{world="real",audience="wall"}')).toBe(1)
  expect(value(text, 'ruang_sockets{world="real",audience="staff"}')).toBe(1)
  expect(value(text, 'ruang_hub_waiting{world="real"}')).toBe(0)
  expect(value(text, 'ruang_request_seconds_count{route="/api/events",status="2xx"}')).toBe(22)
  expect(value(text, 'ruang_request_seconds_count{route="/*",status="4xx"}')).toBe(1)
  expect(value(text, 'ruang_commit_events_sum')).toBe(22)
  const commits = value(text, 'ruang_commit_seconds_count')
  expect(commits).toBeGreaterThan(0)
  expect(commits).toBeLessThanOrEqual(22)
  expect(value(text, 'ruang_tick_wait_seconds_count')).toBeGreaterThan(1)
  expect(value(text, 'ruang_source_state{world="real",source="uji",state="fresh"}')).toBe(1)
  expect(value(text, 'ruang_source_age_seconds{world="real",source="uji"}')).toBeLessThan(30)
  expect(value(text, 'ruang_disk_free_ratio{disk="data"}')).toBeGreaterThan(0)
  expect(value(text, 'ruang_checkpoint_behind{world="real"}')).toBe(22)
  expect(value(text, 'ruang_log_writable{world="real"}')).toBe(1)
  expect(value(text, 'ruang_clock_behind_log_seconds')).toBe(0)
  expect(text).not.toMatch(/^ruang_(clock_offset|backup_age|certificate_remaining)_seconds /m)
  expect(text).toContain('ruang_nodejs_eventloop_lag_p99_seconds')
})

test('what is broken is to be seen in the figures: log, clock, certificate, notices, backups, sources', async () => {
  const { server, get, tell, key } = await running()
  const { writing, present } = server.worlds.find()!
  writing.failed('disk I/O error')
  const days = (count: number) => new Date(Date.now() - count * 86_400_000)
  for (const host of ['a.example', 'b.example']) server.machine.clock.heard(host, days(1).toUTCString())
  server.machine.certificateEnd = days(-10).getTime()
  const target = {
    channel: 'webhook' as const,
    name: 'Uji',
    address: 'https://x.example/',
    events: ['*'],
    level: 0,
  }
  await server.outbox.store.putTarget({ id: 't', secret: '', created: '', ...target })
  const waiting = {
    type: 'x',
    body: '',
    created: 0,
    next: 0,
    attempts: 3,
    state: 'waiting',
    error: '',
  } as const
  await server.outbox.store.keep('real', 0, [{ id: 'd', target: 't', seq: 1, ...waiting }])
  const said = (type: string, subject: string, data: object) =>
    tell({ ...{ specversion: '1.0', id: type + subject, source: '/uji', type, subject }, data }, key('admin'))
  await said('source.declared', 'cadangan', { owner: 'Uji', everySeconds: 60, lateAfterSeconds: 60 })
  await said('source.failed', 'cadangan', { reason: 'penuh' })
  present.situations.staff.source.get('cadangan')!.heard = days(2).toISOString()
  writing.failed('disk I/O error')
  const text = await (await get('/metrics')).text()
  expect(value(text, 'ruang_log_writable{world="real"}')).toBe(0)
  expect(value(text, 'ruang_clock_offset_seconds')).toBeCloseTo(86_400, -1)
  expect(value(text, 'ruang_certificate_remaining_seconds')).toBeCloseTo(864_000, -1)
  expect(value(text, 'ruang_outbox_deliveries{channel="webhook",state="waiting"}')).toBe(1)
  expect(value(text, 'ruang_backup_age_seconds{backup="cadangan"}')).toBeCloseTo(172_800, -1)
  expect(value(text, 'ruang_source_state{world="real",source="cadangan",state="failed"}')).toBe(1)
})

test('what is counted before the counters are loaded is counted too', async () => {
  const metrics = new Metrics([])
  const told = { recorded: [{ id: 'a', seq: 1 }], known: [], refused: [] }
  metrics.told(told)
  const counted = await metrics.load()
  metrics.told(told)
  expect(value(await counted.text(), 'ruang_events_total{outcome="recorded"}')).toBe(2)
})

test('counters that cannot be loaded are tried again when asked for; what waits for them meanwhile is bounded', async () => {
  let broken = true
  const metrics = new Metrics([], async () => {
    if (broken) throw new Error('no such package')
    return import('../../server/counted.ts')
  })
  await expect(metrics.load()).rejects.toThrow('no such package')
  for (let count = 0; count < 20_000; count++) metrics.feedFailed('uji')
  broken = false
  const counted = await metrics.load()
  metrics.feedFailed('uji')
  expect(value(await counted.text(), 'ruang_feed_failures_total{feed="uji"}')).toBe(10_001)
})

test('a part that fails after the start is told, and the others come nevertheless', async () => {
  const [done, told]: [string[], string[]] = [[], []]
  const stop = afterwards(
    [
      async () => Promise.reject(new Error('no such package')),
      () => {
        throw new Error('not this one either')
      },
      () => done.push('the last'),
    ],
    (error) => told.push(String(error)),
  )
  await expect.poll(() => done).toEqual(['the last'])
  expect(told).toEqual(['Error: no such package', 'Error: not this one either'])
  await stop()
})
