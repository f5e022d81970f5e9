import { beforeAll, describe, expect, test } from 'vitest'
import { decide } from '../../server/decide.ts'
import { recording, type Recording, type Segment } from '../../server/demo/recording.ts'
import { middle, type Geometry } from '../../shared/events/geometry.ts'
import { readEvent } from '../../shared/events/read.ts'
import { createSituation } from '../../shared/situation/situation.ts'
import { evolve } from '../../shared/situation/evolve.ts'

const minute = 60_000
/** The box of the regency, with its waters: west, south, east, north in degrees. */
const box = [116.0, -9.0, 116.55, -8.35] as const
const local = /^(incident|task|ticket|project)\./

let whole: Recording
/** The segments of each world, one after the other. */
let worlds: Segment[][]

beforeAll(async () => {
  whole = await recording()
  worlds = []
  for (const segment of whole.segments) {
    if (segment.fresh) worlds.push([])
    worlds.at(-1)?.push(segment)
  }
})

const all = (segments: Segment[]) => segments.flatMap(({ initial, events }) => [...initial, ...events])

function read(event: unknown, at: string) {
  const answer = readEvent(event, { received: at, reference: () => 'v_test' })
  if ('problem' in answer) throw new Error(`${JSON.stringify(event)}: ${JSON.stringify(answer.problem)}`)
  return answer
}

describe('the recording', () => {
  test('holds only events that are understood, with nothing beside what their schemas ask for', () => {
    for (const { event, at } of worlds.flatMap(all)) {
      const { personal = {} } = read(event, at)
      expect(
        Object.keys(personal).filter((key) => key !== 'reporter'),
        JSON.stringify(event),
      ).toEqual([])
    }
  })

  test('says every statement once and never tells of something before it happened', () => {
    for (const world of worlds) {
      const ids = all(world).map(({ event }) => `${String(event['source'])} ${String(event['id'])}`)
      expect(new Set(ids).size).toBe(ids.length)
      // A forecast speaks of what is to come.
      const happened = all(world).filter(
        ({ event }) => !JSON.stringify(event['data']).includes('"kind":"forecast"'),
      )
      for (const { event, at } of happened)
        expect(Date.parse(at)).toBeGreaterThanOrEqual(Date.parse(String(event['time'])))
    }
  })

  test('is in the order in which things became known, each event inside its segment', () => {
    for (const world of worlds) {
      const moments = all(world).map(({ at }) => at)
      expect(moments).toEqual([...moments].sort())
      for (const { start, end, events, initial } of world) {
        expect(events.every(({ at }) => at >= start && at < end)).toBe(true)
        expect(initial.every(({ at }) => at < start)).toBe(true)
      }
    }
  })

  test('shows something new at least every four minutes of the world, from its first to its last', () => {
    for (const { title, start, end, events } of whole.segments) {
      const moments = [start, ...events.map(({ at }) => at), end].map((at) => Date.parse(at))
      const gaps = moments.slice(1).map((at, index) => at - (moments[index] ?? at))
      expect(Math.max(...gaps) / minute, title).toBeLessThanOrEqual(4)
    }
  })

  test('loops in 25 to 40 minutes at its rate', () => {
    const lasts = whole.segments.reduce((sum, { start, end }) => sum + Date.parse(end) - Date.parse(start), 0)
    expect(lasts / whole.rate / minute).toBeGreaterThan(25)
    expect(lasts / whole.rate / minute).toBeLessThan(40)
  })

  test('can be done by people: every act is possible where the situation stands when it is told', () => {
    for (const world of worlds) {
      const situation = createSituation()
      const refused: string[] = []
      for (const [index, { event, at }] of all(world).entries()) {
        const understood = read(event, at).event
        const problem = decide(situation, understood, undefined)
        if (problem) refused.push(`${at} ${understood.type} ${understood.subject}: ${problem.detail}`)
        evolve(situation, { ...understood, seq: index + 1, recorded: at })
      }
      expect(refused).toEqual([])
      expect(situation.counter.get('odd')?.n ?? {}).toEqual({})
    }
  })

  test('places what is local inside the box of the regency and names its area', () => {
    for (const { event, at } of worlds.flatMap(all)) {
      const { type, data, region } = read(event, at).event
      if (!local.test(type)) continue
      expect(region, JSON.stringify(event)).toMatch(/^52\.02/)
      if (!('geometry' in data) || !data.geometry) continue
      const [x, y] = middle(data.geometry as Geometry)
      expect(x > box[0] && x < box[2] && y > box[1] && y < box[3], JSON.stringify(event)).toBe(true)
    }
  })

  test('begins with an ordinary day: agencies, sources, 20 to 60 open tickets, projects, reports of which some are late', () => {
    for (const [first] of worlds) {
      if (!first) throw new Error('a world without segments')
      const count = (type: string) => first.initial.filter(({ event }) => event['type'] === type).length
      const open = count('ticket.opened') - count('ticket.closed')
      expect(open).toBeGreaterThanOrEqual(20)
      expect(open).toBeLessThanOrEqual(60)
      expect(first.initial.find(({ event }) => event['subject'] === 'agencies')).toBeDefined()
      expect(count('source.declared')).toBeGreaterThanOrEqual(8)
      expect(count('project.registered')).toBeGreaterThanOrEqual(8)
      expect(count('report.submitted')).toBeGreaterThanOrEqual(8)
    }
  })

  test('tells the figures as they were published', () => {
    const [quake = [], flood = [], later = []] = worlds.map((world) =>
      all(world).map(({ event, at }) => read(event, at).event),
    )
    const main = quake.flatMap((event) =>
      event.type === 'observation.made' &&
      event.time.startsWith('2018-08-05T11:46') &&
      event.data.kind === 'earthquake'
        ? [[event.source, event.data.value]]
        : [],
    )
    // BMKG's texts of that evening, USGS us1000g3ub, BMKG's final catalogue.
    expect(main).toEqual([
      ['/bmkg', 6.8],
      ['/bmkg', 7],
      ['/usgs', 6.9],
      ['/bmkg', 6.8],
    ])
    const measured = (events: typeof quake, id: string) =>
      events.flatMap((event) =>
        event.type === 'indicator.measured' && event.subject === id ? [event.data.value] : [],
      )
    // BPBD NTB on 6 August, BNPB from 6 to 29 August 2018.
    expect(measured(quake, 'pulau-meninggal')).toEqual([37, 82, 91, 105, 131, 387, 392, 436, 515, 560])
    expect(measured(quake, 'gempa-susulan')).toEqual([16, 24, 132, 147, 318, 355, 521, 576])
    const impact = (events: typeof quake, by: RegExp) =>
      events.flatMap((event) =>
        event.type === 'incident.assessed' && by.test(event.data.by ?? '') ? [event.data.impact] : [],
      )
    expect(impact(quake, /^BNPB$/).at(-1)).toEqual({ rumahRusak: 4629, rumahTerverifikasi: 3246 })
    expect(impact(quake, /^BPBD NTB$/)).toEqual([{ meninggal: 0 }, { meninggal: 1 }, { meninggal: 2 }])
    const households = flood.flatMap((event) =>
      event.type === 'observation.made' && event.data.unit === 'KK' ? [event.data.value] : [],
    )
    // BPBD NTB, 31 January 2021, 00.38: seven hamlets of Kuta, 350 households in three districts.
    expect(households).toEqual([25, 18, 27, 35, 39, 22, 33])
    expect(measured(flood, 'kk-terdampak')).toEqual([350])
    // BPBD Lombok Tengah, 10 February 2025.
    expect(impact(later, /^BPBD/)).toEqual([{ kkTerdampak: 400 }, { kkTerdampak: 300 }])
  })

  test('follows the catalogue on the night: every aftershock of M 5 and more, the warning called off at 21.25', () => {
    const night = (worlds[0]?.[0]?.events ?? []).map(({ event, at }) => read(event, at).event)
    const strong = night.flatMap((event) =>
      event.type === 'observation.made' &&
      event.data.kind === 'earthquake' &&
      (event.data.value ?? 0) >= 5 &&
      event.time > '2018-08-05T11:50'
        ? [event.time.slice(5, 16)]
        : [],
    )
    expect([...new Set(strong)]).toEqual([
      '08-05T12:03',
      '08-05T12:42',
      '08-05T12:49',
      '08-05T13:07',
      '08-05T16:49',
      '08-05T20:41',
      '08-06T00:28',
    ])
    const off = night.find(({ type }) => type === 'warning.cancelled')
    expect(off?.time).toBe('2018-08-05T13:25:00.000Z')
    const felt = night.filter((event) => event.type === 'observation.made' && event.data.kind === 'intensity')
    expect(new Set(felt.map(({ region }) => region)).size).toBe(12)
  })

  test('has a task that nobody takes, which is passed up', () => {
    const night = (worlds[0]?.[0]?.events ?? []).map(({ event, at }) => read(event, at).event)
    const up = night.filter(({ type }) => type === 'task.escalated').map(({ subject }) => subject)
    const taken = new Set(
      night.filter(({ type }) => type === 'task.acknowledged').map(({ subject }) => subject),
    )
    expect(up.length).toBeGreaterThan(0)
    expect(up.some((id) => !taken.has(id))).toBe(true)
  })
})
