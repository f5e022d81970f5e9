import { expect, test } from 'vitest'
import { creditsOf } from '../../client/map/credits.ts'
import { placeOf } from '../../client/earthquakes.ts'
import { sourceNames } from '../../client/tiles/source-names.ts'
import { sourcesNamed } from '../../client/ui/stamp.ts'
import { feedsFor } from '../../server/feeds/index.ts'
import type { EventData } from '../../shared/events/types.ts'
import { event, folded, point } from './told.ts'

const declared = (seq: number, id: string, more: Partial<EventData<'source.declared'>> = {}) =>
  event(seq, 'source.declared', id, { owner: 'BPBD', everySeconds: 60, lateAfterSeconds: 300, ...more })

test('every feed that an installation can have stands behind the map', () => {
  const cap = [{ name: 'cap-contoh', url: 'https://cap.example/feed' }]
  const names = feedsFor({ firmsMapKey: 'x', cap }).map(({ name }) => name)
  expect(names.length).toBeGreaterThan(6)
  const situation = folded(names.map((name, at) => declared(at + 1, name)))
  expect(sourcesNamed(situation, sourceNames.map).map(({ id }) => id)).toEqual(names)
  expect(sourcesNamed(situation, sourceNames.warnings).map(({ id }) => id)).toContain('cap-contoh')
  expect(sourcesNamed(situation, sourceNames.warnings).map(({ id }) => id)).toContain('bmkg-nowcast')
})

test('the credits are those that stand in the situation, each once, and BMKG is named unasked', () => {
  expect(creditsOf(folded([declared(1, 'pusdalops')]))).toEqual([])
  const credited = folded([
    declared(1, 'firms', { credit: 'Sumber: NASA FIRMS' }),
    declared(2, 'firms-2', { credit: 'Sumber: NASA FIRMS' }),
    declared(3, 'bmkg', { owner: 'BMKG' }),
  ])
  expect(creditsOf(credited)).toEqual(['Sumber: NASA FIRMS', 'Sumber: BMKG (gempa bumi, peringatan dini)'])
})

test('an earthquake is named by the place that was stated, else by its title without the magnitude', () => {
  const quake = (title: string, details: Record<string, unknown>) => {
    const data = { kind: 'earthquake', geometry: point, title, details }
    const [seen] = folded([event(1, 'observation.made', 'q', data)]).observation.values()
    return seen && placeOf(seen)
  }
  expect(quake('Gempa M 5,0', { place: '6 km timur laut Bayan' })).toBe('6 km timur laut Bayan')
  expect(quake('M 5.0 - 12 km N of Bayan', {})).toBe('12 km N of Bayan')
  expect(quake('Gempa M 5,0', {})).toBe('Gempa M 5,0')
})
