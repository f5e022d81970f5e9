import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { read } from '../../server/cli/read.ts'

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/feeds/${name}`, import.meta.url))

async function ran(format: string, file: string) {
  const [out, err]: string[][] = [[], []]
  const collect = (lines: string[]) => ({ write: (text: string) => lines.push(text) })
  const code = await read(format, file, collect(out ?? []), collect(err ?? []))
  const lines = (texts: string[] = []) => texts.join('').split('\n').slice(0, -1)
  return { code, events: lines(out).map((line) => JSON.parse(line)), complaints: lines(err) }
}

async function ranOn(format: string, body: string) {
  const folder = mkdtempSync(join(tmpdir(), 'read-'))
  try {
    writeFileSync(join(folder, 'body'), body)
    return await ran(format, join(folder, 'body'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('a body that is partly refused gives its events, a line each, and the reasons, a line each', async () => {
  const { code, events, complaints } = await ran('bmkg-gempadirasakan', fixture('bmkg-gempadirasakan.json'))
  expect(code).toBe(0)
  expect(events).toHaveLength(2)
  expect(events[0]).toMatchObject({
    specversion: '1.0',
    source: 'https://data.bmkg.go.id/gempabumi',
    type: 'observation.made',
    subject: expect.stringContaining('bmkg:'),
    time: '2025-12-31T23:59:59.000Z',
    data: { kind: 'earthquake' },
  })
  expect(complaints).toEqual(['Magnitude: "empat" is not a number', 'Kedalaman: "dangkal" is not a number'])
})

test('a list gives the addresses to fetch', async () => {
  const { code, events } = await ran('bmkg-nowcast-rss', fixture('bmkg-nowcast.xml'))
  expect(code).toBe(0)
  expect(events).toEqual([
    { more: 'https://www.bmkg.go.id/alerts/nowcast/id/CNB20260118001_alert.xml' },
    { more: 'https://www.bmkg.go.id/alerts/nowcast/id/CAH20260118001_alert.xml' },
  ])
})

test('an empty body of the format is understood', async () => {
  expect(await ranOn('bmkg-gempaterkini', '{"Infogempa":{"gempa":[]}}')).toEqual({
    code: 0,
    events: [],
    complaints: [],
  })
})

test('a body that is something else is one line of complaint and exit code 1', async () => {
  expect(await ranOn('usgs-geojson', '<!DOCTYPE html>\n<html>\n</html>')).toEqual({
    code: 1,
    events: [],
    complaints: ['the body is an HTML page, not JSON'],
  })
})

test('an event that the log would not take is refused here too, with its fields', async () => {
  const earlier =
    '{"type":"Feature","id":"a\\tb","properties":{"time":-99999999999999},"geometry":{"type":"Point","coordinates":[1,1]}}'
  const { code, events, complaints } = await ranOn('usgs-detail-geojson', earlier)
  expect(code).toBe(1)
  expect(events).toEqual([])
  expect(complaints.join()).toMatch(/time must be an RFC 3339 time/)
})

test('a telephone number in a text is neither printed nor kept', async () => {
  const { events } = await ran('petabencana-reports-geojson', fixture('petabencana-reports.json'))
  expect(JSON.stringify(events)).not.toContain('0812')
  expect(events[0]).not.toHaveProperty('vault')
})

test.each([
  ['no-such-format', 'unknown format "no-such-format"; known: bmkg-autogempa'],
  ['constructor', 'unknown format "constructor"'],
])('a format nobody knows is named beside the known ones: %s', async (format, line) => {
  const { code, complaints } = await ran(format, fixture('usgs.geojson'))
  expect(code).toBe(1)
  expect(complaints[0]).toContain(line)
  expect(complaints).toHaveLength(1)
})

test('a file that is not there is one line of complaint', async () => {
  expect(await ran('cap', '/nowhere/at-all.xml')).toEqual({
    code: 1,
    events: [],
    complaints: ['cannot read the file /nowhere/at-all.xml'],
  })
})
