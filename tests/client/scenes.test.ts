import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fit } from '../../client/scenes/fit.ts'
import { giveWay } from '../../client/scenes/give-way.ts'
import { heightAt, idleHeightAt } from '../../client/scenes/least.ts'
import { spaceOf } from '../../client/scenes/space.ts'
import { shareOf } from '../../client/scenes/spread.ts'
import { sizeOf, tightParts } from '../../client/scenes/tight.ts'
import { Settled } from '../../client/tiles/idle.ts'
import { arcMinutes, remsHigh, smallestRem, tooFar } from '../../client/wall-scale.ts'
import { defaultScenes } from '../../shared/default-scenes.ts'
import { settingErrors } from '../../shared/settings.ts'
import { holds } from '../shared/streams.ts'

const room = (width: number, height: number, viewing?: { distance: number; height: number }) => {
  const { rem } = spaceOf(width, height, viewing)
  return { width: width / rem, height: height / rem }
}

test('a screen set up for its viewers never shows letters under 16 arc-minutes', () => {
  const metres = (min: number, max: number) => fc.double({ min, max, noNaN: true })
  holds(
    fc.property(metres(0.5, 12), metres(0.3, 5), (distance, height) => {
      const viewing = { distance, height }
      for (const [wide, high] of [
        [1920, 1080],
        [3840, 1080],
        [1080, 1920],
      ] as const) {
        const { rem, kind } = spaceOf(wide, high, viewing)
        expect(kind).toBe('wall')
        expect(arcMinutes(rem * smallestRem, high, viewing)).toBeGreaterThanOrEqual(15.999)
      }
    }),
    200,
  )
})

test('the smallest text that is reckoned with is the one of the tokens', () => {
  const theme = readFileSync(new URL('../../client/theme.css', import.meta.url), 'utf8')
  expect(theme).toContain(`--size-meta: ${smallestRem}rem;`)
})

test('55 inches at 5 m hold a headline, a clock and two tiles; at 12 m nothing that can be read', () => {
  const viewing = { distance: 5, height: 0.68 }
  for (const scene of defaultScenes) {
    const fitted = fit(scene, room(1920, 1080, viewing))
    expect(fitted.tight.length).toBeGreaterThan(0)
    expect(fitted.scene.parts.length).toBeGreaterThanOrEqual(4)
    expect(fitted.left.length).toBe(scene.parts.length - fitted.scene.parts.length)
  }
  expect(tooFar(viewing)).toBe(false)
  expect(tooFar({ distance: 12, height: 0.68 })).toBe(true)
  expect(remsHigh({ distance: 10, height: 1 })).toBeCloseTo(remsHigh({ distance: 5, height: 0.5 }))
})

test('whatever the screen, each part that is shown can be read, and the scene could be saved', () => {
  const side = fc.integer({ min: 14, max: 260 })
  holds(
    fc.property(side, side, fc.constantFrom(...defaultScenes), (width, height, scene) => {
      const fitted = fit(scene, { width, height })
      expect(settingErrors('scenes', [fitted.scene])).toEqual([])
      if (fitted.scene.parts.length < 2) return
      expect(tightParts(fitted.scene, { width, height })).toEqual([])
    }),
    400,
  )
})

test.each([
  ['1080 lines', 1920, 1080],
  ['4K', 3840, 2160],
  ['ultra-wide', 3840, 1080],
  ['portrait', 1080, 1920],
  ['tablet', 1180, 820],
  ['tablet upright', 820, 1180],
])('every shipped scene shows all of its parts: %s', (_, width, height) => {
  for (const scene of defaultScenes)
    // The strip that says GLADI takes two rems.
    expect([
      scene.id,
      fit(scene, { ...room(width, height), height: room(width, height).height - 2.2 }).left,
    ]).toEqual([scene.id, []])
})

test('a part too small for two rows says what it needs', () => {
  const [scene] = defaultScenes
  if (!scene) throw new Error('no scene')
  const small = { width: 40, height: 22 }
  const [tight] = tightParts(scene, small)
  expect(tight?.has).toEqual(sizeOf(scene, scene.parts[0]!, small))
  expect(tight?.needs.height).toBeGreaterThan(tight?.has.height ?? Infinity)
  expect(heightAt('incidents', 5)).toBe(Infinity)
})

test('the screens of a wall see one picture: what one ends with, its neighbour begins with, less the bezel', () => {
  const part = { tile: 'map', column: 1, row: 1, width: 3, height: 2 }
  const scene = { id: 'b', name: 'B', columns: 3, rows: 2, spread: true, parts: [part] }
  const [room, screen] = [
    { width: 1920, height: 1050 },
    { width: 1920, height: 1080 },
  ]
  const viewing = { distance: 4, height: 0.54 }
  const beyond = (number: number) =>
    shareOf(scene, { columns: 3, bezel: 5 }, number, room, screen, viewing).beyond ?? { left: NaN, top: NaN }
  const [first, second, , fourth] = [1, 2, 3, 4].map(beyond)
  expect(first).toEqual({ left: 0, top: 0, right: 2 * 1930, bottom: 1090 })
  expect(second).toEqual({ left: 1930, top: 0, right: 1930, bottom: 1090 })
  expect(fourth).toEqual({ left: 0, top: 1090, right: 2 * 1930, bottom: 0 })
  expect(
    shareOf(
      { ...scene, parts: [{ ...part, width: 2 }] },
      { columns: 3, bezel: 0 },
      3,
      room,
      screen,
      undefined,
    ),
  ).toEqual({
    scene: expect.objectContaining({ parts: [] }),
  })
})

test('tiles with one line to say give their room to those above and below, and nothing overlaps or is lost', () => {
  const side = fc.integer({ min: 40, max: 200 })
  const idle = fc.subarray(['status', 'water', 'tickets', 'projects', 'decisions', 'silent', 'forecast'])
  holds(
    fc.property(side, side, fc.constantFrom(...defaultScenes), idle, (width, height, scene, names) => {
      const { scene: fitted } = fit(scene, { width, height })
      const given = giveWay(fitted, { width, height }, new Set(names))
      expect(settingErrors('scenes', [given])).toEqual([])
      const area = (one: typeof scene) => one.parts.reduce((sum, part) => sum + part.width * part.height, 0)
      expect(area(given)).toBe(area(fitted))
      for (const part of given.parts) {
        const before = fitted.parts.find(({ tile }) => tile === part.tile)
        expect([part.tile, part.column, part.width]).toEqual([part.tile, before?.column, before?.width])
        if (!names.includes(part.tile)) expect(part.height).toBeGreaterThanOrEqual(before?.height ?? Infinity)
        if (part.height < (before?.height ?? 0)) {
          const has = sizeOf(given, part, { width, height })
          expect(has.height).toBeGreaterThanOrEqual(idleHeightAt(part.tile, has.width) - 0.01)
        }
      }
    }),
    300,
  )
})

test('on a tablet the incidents have twice the least they need, and half as much again while others are idle', () => {
  const tablet = { ...room(1180, 820), height: room(1180, 820).height - 2.2 }
  const emergency = defaultScenes.find(({ id }) => id === 'darurat')
  if (!emergency) throw new Error('no scene')
  const { scene } = fit(emergency, tablet)
  const height = (idle: string[]) => {
    const given = giveWay(scene, tablet, new Set(idle))
    const part = given.parts.find(({ tile }) => tile === 'incidents')
    return part ? sizeOf(given, part, tablet).height : 0
  }
  expect(height([])).toBeGreaterThan(15)
  expect(height(['water'])).toBe(height([]))
  expect(height(['status', 'water'])).toBeGreaterThan(height([]) + 2)
})

test('a tile that falls silent gives up its room after five minutes, one that speaks has it back at once', () => {
  const settled = new Settled()
  const at = (minutes: number, ...idle: string[]) => [
    ...settled.settle(new Set(idle), minutes * 60_000, false),
  ]
  expect([...settled.settle(new Set(['water']), 0, true)]).toEqual(['water'])
  expect(at(1, 'water', 'status')).toEqual(['water'])
  expect(at(3, 'status')).toEqual([])
  expect(at(4, 'water', 'status')).toEqual([])
  expect(at(6, 'water', 'status')).toEqual(['status'])
  expect(at(9, 'water', 'status')).toEqual(['water', 'status'])
})
