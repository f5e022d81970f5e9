import type { ServerResponse } from 'node:http'
import { expect, test, vi } from 'vitest'
import { bmkgNowcast } from '../../server/feeds/bmkg-nowcast.ts'
import { createPace } from '../../server/feeds/pace.ts'
import { poll } from '../../server/feeds/poll.ts'
import { body } from './fixture.ts'
import { memoryLog } from './log.ts'
import { publisher, quickly } from './publisher.ts'

const warning = (number: string) =>
  body('bmkg-cap.xml').replace('2026.01.18.07.52.001', `2026.01.18.07.52.${number}`)

const list = (host: string, names: string[]) => {
  const items = names.map((name) => `<item><title>t</title><link>${host}/${name}</link></item>`).join('')
  return `<rss version="2.0"><channel><title>x</title>${items}</channel></rss>`
}

type Documents = Record<string, (response: ServerResponse, host: string) => unknown>

/** Polls a list quickly until something holds, and gives the log and the paths asked for. */
async function polledList(
  documents: Documents,
  holds: (log: ReturnType<typeof memoryLog>, paths: string[]) => boolean,
) {
  await using site = await publisher((request, response) => {
    const document = documents[request.url?.slice(1) ?? '']
    if (document) document(response, `http://${request.headers.host}`)
    else response.writeHead(404).end()
  })
  const log = memoryLog()
  const ending = new AbortController()
  const feed = { ...bmkgNowcast, url: `${site.url}/list` }
  const settings = {
    record: log.record,
    quarantine: log.quarantine,
    now: Date.now,
    fetch,
    random: () => 0,
    rest: quickly,
  }
  const polling = poll(feed, { ...settings, signal: ending.signal })
  const paths = () => site.asked.map(({ path }) => path)
  await vi.waitFor(() => expect(holds(log, paths())).toBe(true), { timeout: 30_000, interval: 5 })
  ending.abort()
  await polling
  return { log, paths: paths() }
}

const times = (paths: string[], path: string) => paths.filter((asked) => asked === path).length

test('documents that a list names are fetched once each, however often it is polled', async () => {
  const { log, paths } = await polledList(
    {
      list: (response, host) => response.end(list(host, ['a', 'b'])),
      a: (response) => response.end(warning('001')),
      b: (response) => response.end(warning('002')),
    },
    (_, asked) => times(asked, '/list') >= 4,
  )
  expect(log.of('warning.issued')).toHaveLength(2)
  expect([times(paths, '/a'), times(paths, '/b')]).toEqual([1, 1])
  expect(log.of('source.heard')).toMatchObject([{ data: { items: 2 } }])
})

test('a document that fails makes the feed fail; the others are recorded, and it is asked for again', async () => {
  let broken = 3
  const { log } = await polledList(
    {
      list: (response, host) => response.end(list(host, ['a', 'b'])),
      a: (response) => (broken-- > 0 ? response.writeHead(502).end() : response.end(warning('001'))),
      b: (response) => response.end(warning('002')),
    },
    (log) => log.of('source.recovered').length > 0,
  )
  expect(log.events.findIndex(({ subject }) => subject.endsWith('002'))).toBeLessThan(
    log.types().indexOf('source.recovered'),
  )
  expect(log.of('source.failed')).toMatchObject([
    { data: { reason: '1 documents of the list: it answered 502' } },
  ])
  expect(log.of('warning.issued')).toHaveLength(2)
})

test('an unchanged list does not make a document that failed forgotten', async () => {
  let broken = 2
  let listed = 0
  const { log } = await polledList(
    {
      list: (response, host) =>
        listed++ === 0
          ? response.writeHead(200, { etag: '"1"' }).end(list(host, ['a']))
          : response.writeHead(304).end(),
      a: (response) => (broken-- > 0 ? response.writeHead(500).end() : response.end(warning('001'))),
    },
    (log) => log.of('warning.issued').length > 0,
  )
  expect(log.of('source.failed')).toHaveLength(1)
})

test('a document that is gone is put aside once and does not make the feed fail', async () => {
  const { log, paths } = await polledList(
    {
      list: (response, host) => response.end(list(host, ['gone', 'b'])),
      b: (response) => response.end(warning('002')),
    },
    (_, asked) => times(asked, '/list') >= 3,
  )
  const aside = log.quarantined.filter(({ raw }) => raw.endsWith('/gone'))
  expect(aside.map(({ reason }) => reason)).toEqual(['a document that the list names: it answered 404'])
  expect(times(paths, '/gone')).toBe(1)
  expect(log.of('source.failed')).toEqual([])
})

test('a document that the log did not take is not forgotten', async () => {
  await using site = await publisher((request, response) =>
    response.end(request.url === '/list' ? list(`http://${request.headers.host}`, ['a']) : warning('001')),
  )
  const log = memoryLog()
  const ending = new AbortController()
  let full = 2
  const record = async (events: unknown[]) => {
    const answer = JSON.stringify(events).includes('warning.issued') && full-- > 0
    if (answer) throw new Error('disk full')
    return log.record(events)
  }
  const settings = { quarantine: log.quarantine, now: Date.now, fetch, random: () => 0, rest: quickly }
  const feed = { ...bmkgNowcast, url: `${site.url}/list` }
  const polling = poll(feed, { ...settings, record, signal: ending.signal })
  await vi.waitFor(() => expect(log.of('source.heard')).toHaveLength(1), { timeout: 30_000 })
  ending.abort()
  await polling
  expect(log.of('warning.issued')).toHaveLength(1)
  expect(log.of('source.failed')).toEqual([])
})

test('a list cannot send us to another host, and is not heard where all that it names lies there', async () => {
  await using house = await publisher((_, response) => response.end(warning('009')))
  const { log } = await polledList(
    { list: (response) => response.end(list(house.url, ['secret'])) },
    (log) => log.of('source.failed').length > 0,
  )
  expect(house.asked).toEqual([])
  expect(log.of('source.failed')[0]?.data).toEqual({ reason: 'all documents that the list names (1) lie on another host' }) // prettier-ignore
  expect(log.of('source.heard')).toEqual([])
  expect(log.quarantined[0]?.reason).toBe('the list names a document of another host')
})

test('requests to one owner keep its limit, those to others do not wait for it', async () => {
  const pace = createPace(3, 300)
  const { signal } = new AbortController()
  const started = performance.now()
  const asked = { BMKG: 0, USGS: 0 }
  const take = async (owner: keyof typeof asked, count: number) => {
    for (; asked[owner] < count; asked[owner]++) await pace(owner, signal)
    return { ms: performance.now() - started, ofBmkg: asked.BMKG }
  }
  await take('BMKG', 3)
  const [bmkg, usgs] = await Promise.all([take('BMKG', 7), take('USGS', 3)])
  // BMKG was still in its first wait.
  expect(usgs.ofBmkg).toBe(3)
  expect(bmkg.ms).toBeGreaterThanOrEqual(590)
})
