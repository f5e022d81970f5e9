import { describe, expect, test } from 'vitest'
import { grade, marksFor, readingsOf, risePerHour } from '../../shared/coordination/water-level.ts'
import { point, Room, type Statement } from './told.ts'

/** An earthquake statement as a feed makes it of one row: time, longitude, latitude, magnitude. */
const quake = (time: string, longitude: number, latitude: number, magnitude: number): Statement => ({
  type: 'observation.made',
  subject: `bmkg/${time}/${longitude},${latitude},${magnitude}`,
  time,
  data: {
    kind: 'earthquake',
    title: `M ${magnitude}`,
    value: magnitude,
    unit: 'M',
    geometry: point(longitude, latitude),
    details: { magnitude },
  },
})

/**
 * 14 Dec 2021, Flores Sea, as BMKG's list of the strongest earthquakes had it: the 7.4 of 03:20:23 UTC three times and
 * once more as 7.5 of 03:20:22. Source: BMKG (Badan Meteorologi, Klimatologi, dan Geofisika).
 */
const flores = [
  quake('2021-12-14T05:46:41.000Z', 121.78, -7.54, 5.0),
  quake('2021-12-14T03:20:23.000Z', 122.24, -7.59, 7.4),
  quake('2021-12-14T03:20:23.000Z', 122.24, -7.59, 7.4),
  quake('2021-12-14T03:47:02.000Z', 121.75, -7.55, 5.5),
  quake('2021-12-14T03:41:56.000Z', 122.34, -7.81, 5.6),
  quake('2021-12-14T03:20:23.000Z', 122.24, -7.59, 7.4),
  quake('2021-12-14T03:20:22.000Z', 122.26, -7.59, 7.5),
  quake('2021-12-13T05:46:56.000Z', 113.67, -9.81, 5.3),
]
const recorded = '2021-12-14T06:00:00.000Z'

describe('earthquakes', () => {
  test('are one observation where four statements speak of one quake, the newest shown, all counted', () => {
    const room = new Room().tell({ ...flores[0]!, recorded }, ...flores.slice(1))
    const seen = [...room.situation.observation.values()]
    expect(seen.map(({ value }) => value)).toEqual([5.0, 5.5, 5.6, 7.5, 5.3])
    const strongest = seen.find(({ value }) => value === 7.5)
    expect(strongest).toMatchObject({
      at: '2021-12-14T03:20:22.000Z',
      revisions: 3,
      details: { magnitude: 7.5 },
    })
    expect(strongest?.earlier?.map(({ value }) => value)).toEqual([7.4, 7.4, 7.4])
    expect(room.count('observations')).toEqual({ earthquake: 5 })
  })

  const at = '2026-03-29T10:00:30.000Z'
  test.each([
    ['60 s later', quake('2026-03-29T10:01:30.000Z', 120, -8, 5), 1],
    ['61 s later', quake('2026-03-29T10:01:31.000Z', 120, -8, 5), 2],
    ['60 s before', quake('2026-03-29T09:59:30.000Z', 120, -8, 5), 1],
    ['61 s before', quake('2026-03-29T09:59:29.000Z', 120, -8, 5), 2],
    ['0.5° off', quake(at, 120.5, -8.5, 5), 1],
    ['0.51° off', quake(at, 120, -8.51, 5), 2],
  ])('%s than another: are they one?', (_, other, count) => {
    const room = new Room().tell(quake(at, 120, -8, 5), other)
    expect(room.situation.observation.size).toBe(count)
  })

  test('join the one that is nearest in time', () => {
    const room = new Room().tell(
      quake('2026-03-29T10:00:00.000Z', 120, -8, 4),
      quake('2026-03-29T10:01:50.000Z', 120, -8, 5),
      quake('2026-03-29T10:01:00.000Z', 120, -8, 6),
    )
    expect([...room.situation.observation.values()].map(({ value }) => value)).toEqual([4, 6])
  })

  test('are not joined with other kinds of observation', () => {
    const other = quake(at, 120, -8, 5)
    const room = new Room().tell(quake(at, 120, -8, 5), {
      ...other,
      subject: 'h',
      data: { ...other.data, kind: 'hotspot' },
    })
    expect(room.situation.observation.size).toBe(2)
  })

  test('keep the last 8 earlier values, however often they are revised', () => {
    const room = new Room().tell(...Array.from({ length: 30 }, (_, turn) => quake(at, 120, -8, turn)))
    const [one] = room.situation.observation.values()
    expect(one?.earlier?.map(({ value }) => value)).toEqual([21, 22, 23, 24, 25, 26, 27, 28])
    expect(one?.revisions).toBe(29)
  })
})

test('a gauge keeps its last 36 readings with their times; over three hours they say how fast it rises', () => {
  const room = new Room()
  for (let turn = 0; turn < 60; turn++)
    room.tell({
      type: 'observation.made',
      subject: 'duga-kuta',
      time: new Date(Date.UTC(2021, 0, 30) + turn * 600_000).toISOString(),
      data: { kind: 'water-level', title: 'Kuta', geometry: point(116, -8), value: 50 + turn, unit: 'cm' },
    })
  const gauge = room.situation.observation.get('duga-kuta')
  if (!gauge) throw new Error('not kept')
  expect(gauge.earlier).toHaveLength(36)
  const readings = readingsOf(gauge)
  expect(readings.map(([, value]) => value).slice(-3)).toEqual([107, 108, 109])
  expect(readings).toHaveLength(36)
  expect(risePerHour(readings)).toBeCloseTo(6)
  expect(risePerHour(readings.slice(-2))).toBeUndefined()
})

test('marks of a gauge: the setting before what it sends, Siaga 1 as the worst', () => {
  const details = { siaga1: 300, siaga2: 200, siaga3: 100 }
  expect(marksFor({}, { id: 'a', details })).toEqual({ awas: 300, siaga: 200, waspada: 100 })
  expect(marksFor({ a: { awas: 90 } }, { id: 'a', details })).toEqual({ awas: 90 })
  expect(marksFor(undefined, { id: 'a', details: { siaga1: 'x' } })).toEqual({})
  expect([99, 100, 250, 300].map((value) => grade({ awas: 300, siaga: 200, waspada: 100 }, value))).toEqual([
    0, 1, 2, 3,
  ])
  expect(grade({}, 5)).toBeUndefined()
})

describe('observations', () => {
  const made = (subject: string, kind = 'hotspot'): Statement => ({
    type: 'observation.made',
    subject,
    data: { kind, title: 'x', geometry: point(116, -8) },
  })

  test('of one kind are 1,500 at most, the oldest leave first, and another kind loses none', () => {
    const room = new Room().tell(made('other', 'landslide'))
    for (let turn = 0; turn < 1_600; turn++) room.tell(made(`h${turn}`))
    const { situation } = room
    expect(situation.observation.size).toBe(1_501)
    expect([situation.observation.has('h99'), situation.observation.has('h100')]).toEqual([false, true])
    expect(room.count('observations')).toEqual({ landslide: 1, hotspot: 1_600 })
    expect(situation.dirty.observation.size).toBe(1_501)
  })

  test('that change their kind do not make the other kind more than 1,500', () => {
    const room = new Room()
    for (let turn = 0; turn < 1_500; turn++) room.tell(made(`h${turn}`))
    room.tell(made('l', 'landslide'), made('l', 'hotspot'))
    expect(room.situation.index.observationsByKind.get('hotspot')?.size).toBe(1_500)
    expect(room.situation.index.observationsByKind.has('landslide')).toBe(false)
  })

  test('of a kind that is named like a part of every object are counted as any other', () => {
    expect(new Room().tell(made('a', 'constructor')).count('observations')).toEqual({ constructor: 1 })
  })
})
