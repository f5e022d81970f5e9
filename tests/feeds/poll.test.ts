import { describe, expect, test, vi } from 'vitest'
import { bmkgNowcast } from '../../server/feeds/bmkg-nowcast.ts'
import { pollAll } from '../../server/feeds/poll.ts'
import { body, readerOf } from './fixture.ts'
import { memoryLog } from './log.ts'
import { felt, polled, quakes, type Answer } from './polled.ts'
import { publisher, quickly } from './publisher.ts'

describe('a feed', () => {
  test('declares itself, then is heard with what it holds', async () => {
    const { log } = await polled([quakes], (log) => log.of('source.heard').length > 0)
    expect(log.types()).toEqual(['source.declared', 'observation.made', 'observation.made', 'source.heard'])
    expect(log.of('source.declared')[0]).toMatchObject({
      subject: 'bmkg-gempadirasakan',
      data: { owner: 'BMKG', everySeconds: 60, lateAfterSeconds: 300, title: 'Gempa dirasakan' },
    })
    expect(log.of('source.heard')[0]).toMatchObject({ subject: 'bmkg-gempadirasakan', data: { items: 2 } })
  })

  test('that says the same again is recorded once, and its bad row put aside once', async () => {
    const { log } = await polled([quakes], (_, asked) => asked >= 6)
    expect(log.types()).toEqual(['source.declared', 'observation.made', 'observation.made', 'source.heard'])
    expect(log.quarantined.map(({ reason }) => reason)).toEqual([
      'Magnitude: "empat" is not a number',
      'Kedalaman: "dangkal" is not a number',
    ])
    expect(log.quarantined[0]?.raw).toContain('Baris yang magnitudonya bukan angka')
  })

  test('with a statement that the log would not take offers it once, not at every poll', async () => {
    const early = body('usgs.geojson').replace('1533469598160', '-99999999999999')
    const feed = (url: string) => ({ ...felt(url), reader: readerOf('usgs-geojson') })
    const { log } = await polled([(_, response) => response.end(early)], (_, asked) => asked >= 4, { feed })
    expect(log.refused).toBe(0)
    expect(log.of('observation.made')).toHaveLength(2)
    expect(log.quarantined.filter(({ raw }) => raw.includes('us1000g3ub'))).toHaveLength(1)
  })

  test('that has news is heard again at once', async () => {
    const revised: Answer = (_, response) =>
      response.end(body('bmkg-gempadirasakan.json').replace('"3.4"', '"3.6"'))
    const { log } = await polled([quakes, revised], (log) => log.of('source.heard').length > 1)
    expect(log.of('observation.made')).toHaveLength(3)
  })

  test('with nothing new is heard once per third of its late time', async () => {
    let clock = Date.parse('2026-01-18T00:00:00Z')
    const { log } = await polled([quakes], (_, asked) => asked >= 12, { now: () => (clock += 15_000) })
    const [first, second] = log.of('source.heard').map(({ time }) => Date.parse(time))
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(100_000)
    expect(log.of('source.heard').length).toBeLessThan(7)
  })

  test('that is empty is heard: a quiet day is not silence', async () => {
    const empty: Answer = (_, response) => response.end('{"Infogempa":{"gempa":[]}}')
    const { log } = await polled([empty], (log) => log.of('source.heard').length > 0)
    expect(log.of('source.heard')[0]).toMatchObject({ data: { items: 0 } })
  })

  test('that has not changed is not sent again, and is heard', async () => {
    const tagged: Answer = (request, response) =>
      request.headers['if-none-match'] === '"1"'
        ? response.writeHead(304).end()
        : response.writeHead(200, { etag: '"1"' }).end(body('bmkg-gempadirasakan.json'))
    let clock = Date.now()
    const { log } = await polled([tagged], (log) => log.of('source.heard').length > 1, {
      now: () => (clock += 150_000),
    })
    expect(log.of('source.heard').at(-1)).toMatchObject({ data: { items: 2 } })
    expect(log.of('source.failed')).toEqual([])
  })
})

test('feeds are polled side by side: one that never answers holds up none', async () => {
  await using silent = await publisher(() => {})
  await using lively = await publisher(quakes)
  const log = memoryLog()
  const ending = new AbortController()
  const settings = {
    record: log.record,
    quarantine: log.quarantine,
    now: Date.now,
    fetch,
    random: () => 0,
    rest: quickly,
  }
  const feeds = [{ ...bmkgNowcast, url: silent.url }, felt(lively.url)]
  const polling = pollAll(feeds, { ...settings, signal: ending.signal, timeoutMs: 60_000 })
  await vi.waitFor(() => expect(log.of('source.heard')).toHaveLength(1), { timeout: 30_000 })
  ending.abort()
  await polling
  expect(log.of('source.declared')).toHaveLength(2)
  expect(log.of('source.failed')).toEqual([])
})
