import { describe, expect, test } from 'vitest'
import { everyMs, holdMs, nextLook, type Camera } from '../../client/map/camera.ts'
import { newsSince } from '../../client/map/news.ts'
import type { Box } from '../../client/map/view.ts'
import { evening, event, folded, incident, point } from './told.ts'

const region: Box = [116, -9, 117, -8]
const home: Camera = { moved: -Infinity }
const at = (lon: number, lat: number, since = 0) => ({ lon, lat, since })

describe('the camera', () => {
  test('goes to the one thing that is new and severe, with its surroundings, and back when it is not new any more', () => {
    const box = nextLook([at(116.2, -8.2)], region, home, 0)
    if (!Array.isArray(box)) throw new Error('stayed')
    expect([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2].map((value) => value.toFixed(6))).toEqual([
      '116.200000',
      '-8.200000',
    ])
    expect(box[2] - box[0]).toBeCloseTo(0.4)
    const there = { moved: 0, at: box }
    expect(nextLook([at(116.2, -8.2)], region, there, holdMs - 1)).toBeUndefined()
    expect(nextLook([at(116.2, -8.2)], region, there, holdMs)).toBe('whole')
  })

  test('shows the whole when much happens at once, or far apart', () => {
    const four = [1, 2, 3, 4].map((n) => at(116 + n / 50, -8.5))
    expect(nextLook(four, region, home, 0)).toBeUndefined()
    expect(nextLook(four, region, { moved: -everyMs, at: region }, 0)).toBe('whole')
    expect(nextLook([at(116.1, -8.5), at(116.9, -8.5)], region, home, 0)).toBeUndefined()
  })

  test('never moves twice within half a minute, whatever comes', () => {
    const moved = { moved: 0, at: region }
    for (let now = 0; now < everyMs; now += 1_000) {
      expect(nextLook([at(116.2, -8.2, now)], region, moved, now)).toBeUndefined()
    }
    expect(nextLook([at(116.2, -8.2, everyMs)], region, moved, everyMs)).toBeDefined()
  })
})

describe('what is news', () => {
  test('is what came, or grew worse, after the screen began', () => {
    const news = newsSince([116.25, -8.75], 3)
    const fresh = (events: Parameters<typeof folded>[0], clock: number) =>
      news(folded(events), evening, clock).filter(({ since }) => since >= 0)
    const first = [incident(1, 'lama', 3), incident(2, 'kecil', 1)]
    expect(fresh(first, 0)).toEqual([])
    const worse = [...first, event(3, 'incident.assessed', 'kecil', { level: 2 })]
    expect(fresh(worse, 5)).toEqual([{ lon: 116.28, lat: -8.7, since: 5 }])
    const quake = { kind: 'earthquake', geometry: point, title: 'gempa', details: { magnitude: 6 } }
    expect(fresh([...worse, event(4, 'observation.made', 'g', quake)], 9)).toHaveLength(2)
    expect(
      fresh([...worse, event(4, 'observation.made', 'g', quake), incident(5, 'ringan', 1)], 20),
    ).toHaveLength(2)
  })
})
