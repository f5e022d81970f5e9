import { expect, test } from 'vitest'
import { configuredFeeds } from '../../server/feeds/start.ts'
import { readConfig } from '../../server/config.ts'
import { readers } from '../../server/feeds/index.ts'
import { open311Feed } from '../../server/feeds/open311.ts'
import { body } from './fixture.ts'

const read = (text: string, format = 'open311-requests-xml') => readers[format]?.parse(text)

test('a closed request is opened and closed, codes stay texts, a row without a time stands aside', () => {
  const reading = read(body('open311-requests.xml'))
  expect(reading?.events.map(({ type, subject, time }) => [type, subject, time])).toEqual([
    ['ticket.opened', 'open311:0071', '2026-04-13T22:37:38.000Z'],
    ['ticket.closed', 'open311:0071', '2026-04-15T22:37:38.000Z'],
    ['ticket.opened', 'open311:0073', '2026-04-15T00:00:00.000Z'],
  ])
  expect(reading?.events.map(({ data }) => [data['category'], data['title']])).toEqual([
    ['Jalan rusak', 'Lubang di depan pasar'],
    [undefined, undefined],
    ['007', 'Jalan Contoh 1'],
  ])
  // The third is read without its place; why is said.
  expect(reading?.refused.map(({ reason }) => reason)).toEqual([
    'not a time: "kemarin"',
    'latitude: "utara" is not a number',
  ])
})

test('a revision of a closed request is closed again, so that none stays open here', () => {
  const [text, revised] = [body('open311-requests.xml'), body('open311-requests.xml').replace('Lubang', 'Dua lubang')] // prettier-ignore
  const ids = [text, revised].map(
    (one) =>
      read(one)
        ?.events.slice(0, 2)
        .map(({ id }) => id) ?? [],
  )
  expect(new Set(ids.flat()).size).toBe(4)
})

test('JSON is read bare or wrapped; what is neither is refused as a whole', () => {
  const row = { service_request_id: 7, status: 'open', service_code: 'x', requested_datetime: '2026-04-15T00:00:00Z', lat: 1, long: 2 } // prettier-ignore
  for (const given of [[row], { service_requests: [row] }])
    expect(read(JSON.stringify(given), 'open311-requests-json')?.events[0]?.subject).toBe('open311:7')
  expect(() => read('{"a":1}', 'open311-requests-json')).toThrow('no list of Open311 service requests')
  expect(() => read('<services/>')).toThrow('no element service_requests')
})

test('an installation names other servers; their requests carry the server’s address, never its key', () => {
  const config = readConfig({ OPEN311_URLS: 'kota=https://a.example/open311/requests.xml?api_key=rahasia' })
  const feed = configuredFeeds(config, undefined).find(({ name }) => name === 'kota')
  expect(feed).toMatchObject({ source: 'https://a.example/open311/requests.xml', owner: 'a.example' })
  const [event] = open311Feed({ name: 'kota', url: feed?.url ?? '' }).reader.parse(body('open311-requests.xml')).events // prettier-ignore
  expect(event?.subject).toBe('https://a.example/open311/requests.xml:0071')
  expect(() => configuredFeeds(readConfig({ OPEN311_URLS: 'nowhere' }), undefined)).toThrow('OPEN311_URLS: nowhere') // prettier-ignore
})
