import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultScenes, defaultWalls, scenesOf, wallsOf } from '../../shared/default-scenes.ts'
import type { Wall } from '../../shared/scenes.ts'
import { settingErrors } from '../../shared/settings.ts'
import { alertScreen, showing, type Grounds } from '../../shared/showing.ts'
import { holds } from './streams.ts'

const wita = { offsetHours: 8, holidays: new Set<string>() }
const calm: Grounds = { level: 0, statuses: [] }
const awas: Grounds = { level: 3, statuses: [] }
const ms = (text: string) => Date.parse(text)
const wallOf = (more: Partial<Wall> = {}): Wall => ({
  ...{ id: 'uji', name: 'Uji', rows: 1, columns: 1, bezel: 0 },
  playlist: [{ scene: 'a', seconds: 60 }],
  ...more,
})

const playlist = fc.array(
  fc.record({ scene: fc.constantFrom('a', 'b', 'c'), seconds: fc.integer({ min: 5, max: 86_400 }) }),
  { minLength: 1, maxLength: 8 },
)
const moment = fc.integer({ min: ms('1960-01-01T00:00:00Z'), max: ms('2100-01-01T00:00:00Z') })
const rate = fc.constantFrom(1, 60, 0.5)

test('a playlist shows one scene at every moment, until the next begins, round after round', () => {
  holds(
    fc.property(playlist, moment, rate, (turns, now, speed) => {
      const wall = wallOf({ playlist: turns })
      const at = (moment: number) => showing(wall, 1, calm, { now: moment, rate: speed }, wita)
      const here = at(now)
      const [from, until] = [here.from ?? NaN, here.until ?? NaN]
      expect(from).toBeLessThanOrEqual(now)
      expect(until).toBeGreaterThan(now)
      expect(at(Math.ceil(from))).toEqual(here)
      expect(at(until - 1)).toEqual(here)
      expect(at(until).from).toBe(until)
      const pace = Math.max(1, speed) * 1_000
      const round = turns.reduce((sum, { seconds }) => sum + seconds, 0) * pace
      expect(at(now + round)).toEqual({ ...here, from: from + round, until: until + round })
      let shown = 0
      for (let next = at(now), n = 0; n < turns.length; n++, next = at(next.until ?? NaN))
        shown += (next.until ?? NaN) - (next.from ?? NaN)
      expect(shown).toBe(round)
    }),
    300,
  )
})

test('every screen of a wall shows the same, but the one that an Awas may take', () => {
  const size = fc.integer({ min: 1, max: 4 })
  holds(
    fc.property(
      size,
      size,
      playlist,
      moment,
      fc.integer({ min: 1, max: 16 }),
      (rows, columns, turns, now, n) => {
        const alert = Math.min(n, rows * columns)
        const wall = wallOf({
          rows,
          columns,
          playlist: turns,
          alert,
          rules: [{ scene: 'darurat', level: 3 }],
        })
        const screens = Array.from({ length: rows * columns }, (_, at) => at + 1)
        const shown = (grounds: Grounds) =>
          screens.map((screen) => showing(wall, screen, grounds, { now, rate: 1 }, wita).scene)
        expect(new Set(shown(calm)).size).toBe(1)
        expect(shown(awas).filter((scene) => scene === 'darurat')).toHaveLength(1)
        expect(shown(awas)[alertScreen(wall) - 1]).toBe('darurat')
      },
    ),
    200,
  )
})

test('what a director sent or held ends by itself, and goes before what the clock says', () => {
  holds(
    fc.property(moment, fc.integer({ min: 1, max: 600 }), (start, minutes) => {
      const until = new Date(start + minutes * 60_000).toISOString()
      const wall = wallOf({
        columns: 3,
        hold: { scene: 'tahan', until },
        sent: [
          { screen: 0, scene: 'lama', until: new Date(start - 1).toISOString() },
          { screen: 2, scene: 'kirim', until },
        ],
      })
      const at = (screen: number, now: number) => showing(wall, screen, calm, { now, rate: 1 }, wita)
      expect([1, 2, 3].map((screen) => at(screen, start).scene)).toEqual(['tahan', 'kirim', 'tahan'])
      expect([1, 2, 3].map((screen) => at(screen, ms(until)).why)).toEqual(Array(3).fill('playlist'))
    }),
    100,
  )
})

test('a slot is shown on its days between its times, by the clock of the place', () => {
  const [wall] = defaultWalls
  const at = (time: string) => wall && showing(wall, 1, calm, { now: ms(time), rate: 1 }, wita)
  expect(at('2026-11-23T07:29:59+08:00')?.scene).toBe('hari-biasa')
  expect(at('2026-11-23T07:30:00+08:00')).toEqual({
    ...{ scene: 'apel-0730', why: 'slot' },
    from: ms('2026-11-23T07:30:00+08:00'),
    until: ms('2026-11-23T08:00:00+08:00'),
  })
  expect(at('2026-11-23T08:00:00+08:00')?.scene).toBe('hari-biasa')
  expect(at('2026-11-22T07:45:00+08:00')?.scene).toBe('hari-biasa')
})

test('a slot of working days leaves holidays out, one of the night ends on the next day, and a playlist waits for it', () => {
  const slots = [
    { scene: 'apel', days: [1, 2, 3, 4, 5], from: '07.30', to: '08.00', working: true },
    { scene: 'malam', days: [6], from: '22:00', to: '06:00' },
  ]
  const wall = wallOf({ slots, playlist: [{ scene: 'a', seconds: 7_000 }] })
  const calendar = { offsetHours: 8, holidays: new Set(['2026-12-25']) }
  const at = (time: string) => showing(wall, 1, calm, { now: ms(`${time}+08:00`), rate: 1 }, calendar)
  expect(at('2026-12-24T07:45:00').scene).toBe('apel')
  expect(at('2026-12-25T07:45:00').scene).toBe('a')
  expect(at('2026-12-24T07:29:00').until).toBeLessThanOrEqual(ms('2026-12-24T07:30:00+08:00'))
  expect(
    ['2026-12-26T21:59:59', '2026-12-26T22:00:00', '2026-12-27T05:59:59'].map((time) => at(time).scene),
  ).toEqual(['a', 'malam', 'malam'])
  expect(at('2026-12-27T06:00:00').scene).toBe('a')
})

test('a legal status of emergency changes the wall while it is in force', () => {
  const [wall] = defaultWalls
  const statuses = ['tanggap-darurat']
  const now = { now: ms('2026-11-22T10:00:00+08:00'), rate: 1 }
  expect(wall && showing(wall, 1, { level: 0, statuses }, now, wita)).toEqual({
    scene: 'darurat',
    why: 'rule',
  })
})

test('the shipped scenes and walls are ones that could be saved, and stand where nothing was', () => {
  expect(settingErrors('scenes', defaultScenes)).toEqual([])
  expect(settingErrors('walls', defaultWalls)).toEqual([])
  for (const nothing of [undefined, [], 'x', [{ id: 1 }]]) {
    expect(scenesOf(nothing)).toBe(defaultScenes)
    expect(wallsOf(nothing)).toBe(defaultWalls)
  }
})

test('a scene whose parts overlap, leave the grid or stand twice is refused by name', () => {
  const part = { tile: 'map', column: 1, row: 1, width: 2, height: 2 }
  const wrong = (parts: object[], more: object = {}) =>
    settingErrors('scenes', [{ id: 'x', name: 'X', columns: 4, rows: 4, parts, ...more }]).map(
      ({ field, detail }) => `${field}: ${detail}`,
    )
  expect(wrong([part, { ...part, tile: 'sources', column: 3 }])).toEqual([])
  expect(wrong([part, { ...part, tile: 'sources', column: 2 }])).toEqual(['scenes.0.parts.1: overlaps map'])
  expect(wrong([{ ...part, column: 4 }])).toEqual(['scenes.0.parts.0: reaches beyond the grid'])
  expect(wrong([part, { ...part, column: 3 }])).toEqual(['scenes.0.parts.1: map stands there twice'])
  expect(wrong([part, { ...part, tile: 'latest', column: 3 }], { spread: true })).toEqual([
    'scenes.0.parts.1: a tile takes one screen, not several',
  ])
  expect(settingErrors('walls', [wallOf({ alert: 2 })])).not.toEqual([])
})
