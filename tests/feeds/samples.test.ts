import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import type { NewEvent } from '../../shared/events/types.ts'
import { decode } from '../../server/feeds/decode.ts'
import { readers } from '../../server/feeds/index.ts'
import { dataOf, detailsOf, geometryOf, readBody } from './fixture.ts'

/** INDEX.json of a folder of real bodies: what a separate parser got out of each. */
const index = z.array(
  z.object({
    path: z.string(),
    format: z.string(),
    expect: z.object({
      n: z.number(),
      first: z.object({
        id: z.string().nullable(),
        time_utc: z.string().nullable(),
        lon: z.number().nullable(),
        lat: z.number().nullable(),
        type: z.string().nullable(),
        severity: z.union([z.string(), z.number()]).nullable(),
        title: z.string().nullable(),
      }),
    }),
  }),
)
type Sample = z.infer<typeof index>[number]

const folder = process.env['SAMPLES'] ?? ''
const sampled: Sample[] = folder
  ? index
      .parse(JSON.parse(readFileSync(join(folder, 'INDEX.json'), 'utf8')))
      .filter(({ format }) => format in readers)
  : []

/** GDACS's letters and PetaBencana's types as our kinds; every other format says ours. */
const kinds: Record<string, string> = {
  TC: 'tropical-cyclone',
  flood: 'flood-report',
  'Type 1': 'type-1',
  Thing: 'sensor',
}
const levels: Record<string, number> = {
  Extreme: 3,
  Severe: 2,
  Moderate: 1,
  Minor: 0,
  Unknown: 1,
  Green: 0,
  red: 3,
}

/** The first position of a shape, or of the first of several. */
function start(shape: unknown): number[] {
  if (typeof shape !== 'object' || shape === null) return []
  if (Array.isArray(shape) && typeof shape[0] === 'number') return [shape[0], Number(shape[1])]
  if (Array.isArray(shape)) return start(shape[0])
  return start(
    'coordinates' in shape ? shape.coordinates : 'geometries' in shape ? shape.geometries : undefined,
  )
}

function checkSeverity(event: NewEvent, severity: string | number): void {
  const data = dataOf(event)
  const [, magnitude] = /^M(-?[\d.]+)/.exec(String(severity)) ?? []
  const [, state] = /^state (\d)/.exec(String(severity)) ?? []
  const [, depth] = /^(\d+)( cm .*)?$/.exec(String(severity)) ?? []
  const [, siaga] = /^Siaga (\d)$/.exec(String(severity)) ?? []
  if (siaga) return expect(data['level']).toBe(4 - Number(siaga))
  const figure = magnitude ?? state ?? depth
  if (figure !== undefined) expect(data['value']).toBeCloseTo(Number(figure), 2)
  if (data['localStatus'] !== undefined) return expect(data['localStatus']).toBe(severity)
  const word = String(severity).split('/')[0]?.split(' ').at(-1) ?? ''
  if (word in levels) expect(data['level']).toBe(levels[word])
  if (figure === undefined) expect(Object.keys(levels)).toContain(word)
}

/** What our formats of performance bring: a project's progress and milestones are told beside it and not counted there. */
const ours = new Set<string>(['project.registered', 'project.progressed', 'indicator.measured'])

function thingsOf(events: NewEvent[]): number {
  const births = events.filter(({ type }) => type === 'project.registered' || type === 'ticket.opened')
  return births.length || events.length
}

function checkPerformance(format: string, event: NewEvent, first: Sample['expect']['first']): void {
  const data = dataOf(event)
  const said = [event.subject, event.id].join(' ')
  // The Bali sheet's code stands in the name of its file alone.
  if (first.id && format !== 'opd-lra-fisik-keuangan-csv') expect(said).toContain(first.id)
  const [day] = /^\d{4}-\d\d(-\d\d)?/.exec(first.time_utc ?? '') ?? []
  if (first.time_utc?.endsWith('Z')) expect(event.time.slice(0, 19)).toBe(first.time_utc.slice(0, 19))
  else if (day && data['asOf']) expect(String(data['asOf']).slice(0, day.length)).toBe(day)
  const [x = null, y = null] = start(geometryOf(event))
  if (first.lon !== null) expect([x, y]).toEqual([first.lon, first.lat])
  const [, behind] = /deviasi fisik (-?[\d.]+)/.exec(String(first.severity)) ?? []
  if (behind) expect(Number(data['physical']) - Number(data['planned'])).toBeCloseTo(Number(behind), 2)
  if (event.type === 'project.registered' && format === 'oc4ids') expect(data['status']).toBe(first.severity)
  const [, title = first.title] = /: (.*) \d+$/.exec(first.title ?? '') ?? []
  if (title) expect(data['name']).toBe(title)
}

function samples(): void {
  test('are many', () => {
    expect(sampled.length).toBeGreaterThan(30)
  })

  test.each(sampled.map((sample) => [sample.path, sample] as const))(
    '%s',
    (path, { format, expect: wanted }) => {
      const text = decode(readFileSync(join(folder, path)))
      // What is no JSON at all is refused as a whole, and says where it breaks.
      if (path.includes('INVALID')) return expect(() => readBody(format, text)).toThrow(/position \d+/)
      const { events, reasons } = readBody(format, text)
      // It names its gateway's place alone: where the device stands is for the room to say.
      if (format === 'mqtt-ttn-v3-json') return expect(reasons.join()).toContain(`set ttn:${wanted.first.id}`)
      const named = readers[format]?.more?.(text) ?? []
      expect(thingsOf(events) + named.length).toBe(wanted.n)
      const [event] = events
      if (!event) return
      if (ours.has(event.type)) return checkPerformance(format, event, wanted.first)
      const { id, time_utc, lon, lat, type, severity, title } = wanted.first
      const data = dataOf(event)
      const said = [event.subject, event.id, JSON.stringify(detailsOf(event))].join(' ')
      // In the Atom sample the other parser took id and time of the entry, not those of the alert in it.
      const ofEntry = format === 'atom-cap'
      if (id && !ofEntry && format !== 'petabencana-topojson') expect(said).toContain(id)
      if (time_utc?.endsWith('Z') && !ofEntry) expect(event.time.slice(0, 19)).toBe(time_utc.slice(0, 19))
      if (lon !== null && lat !== null) {
        const [x = NaN, y = NaN] = start(geometryOf(event))
        expect(x).toBeCloseTo(lon, 4)
        expect(y).toBeCloseTo(lat, 4)
      } else expect(geometryOf(event)).toBeUndefined()
      if (type !== null) expect(data['kind'] ?? data['hazard'] ?? data['category']).toBe(kinds[type] ?? type)
      if (severity !== null) checkSeverity(event, severity)
      if (title !== null && title !== 'None') expect(data['title'] ?? data['headline']).toBe(title)
    },
  )
}

if (folder) describe('the samples in the folder that SAMPLES names', samples)
else test('the samples in the folder that SAMPLES names', ({ skip }) => skip('SAMPLES is not set'))
