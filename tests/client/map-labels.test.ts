import { describe, expect, test } from 'vitest'
import { twoLines } from '../../client/map/draw-mark.ts'
import { districtLabel } from '../../client/map/label-point.ts'
import { northEnd } from '../../client/map/north-end.ts'
import { placeTitles, type Standing } from '../../client/map/titles.ts'
import { roomForWords, type Box } from '../../client/map/view.ts'

const title = { width: 100, height: 30 }
const mark = (x: number, y: number, level: number, titled = false): Standing => ({
  x,
  y,
  reach: 12,
  level,
  title: titled ? title : undefined,
})
const place = (...marks: Standing[]) => placeTitles(marks, 800, 600, 4)

describe('titles of marks', () => {
  test('go to the worst where there is room for one', () => {
    const box = (level: number) => mark(60, 15, level, true)
    expect(placeTitles([box(2), box(3)], 180, 30, 4).map(({ at }) => at)).toEqual([1])
  })

  test('never stand on a severe mark, nor beyond the screen', () => {
    expect(place(mark(100, 300, 2, true), mark(160, 300, 3))).toEqual([{ at: 0, x: 34 + 66 - 0, y: 329 }])
    const [right] = place(mark(790, 300, 3, true))
    expect(right?.x).toBeLessThan(730)
  })

  test('stand on nothing that has a level or whose deadline nears, rather nowhere', () => {
    const late = { ...mark(366, 300, 0), urgent: true }
    expect(place(mark(300, 300, 2, true), late)[0]?.x).toBeLessThan(300)
    const ring = [0, 45, 90, 135, 180, 225, 270, 315].map((angle) => {
      const turn = (angle * Math.PI) / 180
      return mark(300 + 66 * Math.cos(turn), 300 + 31 * Math.sin(turn), 1)
    })
    expect(place(mark(300, 300, 2, true), ...ring)).toEqual([])
  })

  test('stand on the side that hides the fewest of the others', () => {
    const [placed] = place(mark(300, 300, 2, true), mark(366, 300, 0), mark(370, 305, 0))
    expect(placed?.x).toBeLessThan(300)
  })

  test('are two lines at most', () => {
    expect(twoLines('Banjir bandang di Kuta dan sekitarnya sampai Mertak', 22)).toEqual([
      'Banjir bandang di Kuta',
      'dan sekitarnya sampai…',
    ])
    expect(twoLines('Banjir', 22)).toEqual(['Banjir'])
  })
})

describe('where a warning is named', () => {
  const view: Box = [0, 0, 10, 10]
  const square = (from: number, to: number) => ({
    type: 'Polygon' as const,
    coordinates: [
      [
        [from, from],
        [to, from],
        [to, to],
        [from, to],
        [from, from],
      ] as [number, number][],
    ],
  })

  test('is its northern end', () => expect(northEnd(square(3, 5), view)).toEqual([4, 5]))

  test('is within the view also where its area reaches beyond it', () => {
    for (const area of [square(-50, 50), square(5, 50), square(-50, 5)]) {
      const [x = -1, y = -1] = northEnd(area, view) ?? []
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0)
      expect(Math.max(x, y)).toBeLessThanOrEqual(10)
    }
  })

  test('leaves two lines of room to the upper edge, however low the map is', () => {
    for (const [width, height, rem] of [
      [574, 430, 14],
      [950, 780, 16],
      [400, 170, 14],
    ] as const) {
      const [, y = 10] = northEnd(square(-50, 50), roomForWords(view, width, height, rem)) ?? []
      expect(((10 - y) / 10) * height).toBeGreaterThanOrEqual(2.7 * rem)
    }
  })

  test('is nowhere when nothing of it is in view', () =>
    expect(northEnd(square(20, 30), view)).toBeUndefined())
})

test('a district’s name stands among its villages, wherever its area is widest', () => {
  const villages: [number, number][] = [
    [116.37, -8.61],
    [116.33, -8.66],
    [116.36, -8.64],
    [116.35, -8.65],
    [116.39, -8.48],
  ]
  expect(districtLabel([116.395, -8.451], villages)).toEqual([116.36, -8.64])
  expect(districtLabel([116.355, -8.635], villages)).toEqual([116.355, -8.635])
  expect(districtLabel([116.395, -8.451], [])).toEqual([116.395, -8.451])
})
