import { expect, test } from 'vitest'
import { volcanoRows } from '../../client/tiles/volcanoes.ts'
import { firstVolcanoes } from '../../server/regions/first-volcanoes.ts'
import { settingErrors } from '../../shared/settings.ts'
import { event, evening, folded, point, site } from './told.ts'

const hour = 3_600_000
const lombok = [116.0, -9.0, 116.5, -8.4] as const

test('Lombok Tengah follows Rinjani, and Agung across the strait; none of the first values would be refused', () => {
  const volcanoes = firstVolcanoes(lombok)
  expect(volcanoes.map(({ id }) => id)).toEqual(['batur', 'agung', 'rinjani'])
  expect(settingErrors('volcanoes', firstVolcanoes([94, -11, 142, 6]))).toEqual([])
})

test('a volcano of which nobody spoke is there without a level; one that was not looked at for 30 hours is late', () => {
  const since = new Date(evening - 100 * hour).toISOString()
  const data = {
    kind: 'volcano-level',
    geometry: point,
    level: 1,
    title: 'Gunung Rinjani',
    details: { by: 'PVMBG', since },
  }
  const situation = folded([event(1, 'observation.made', 'gunung-api:rinjani', data)], {
    site,
    volcanoes: firstVolcanoes(lombok),
  })
  const rows = (after: number) => volcanoRows(situation, evening + after)
  expect(rows(29 * hour).map(({ id, level, late }) => [id, level, late])).toEqual([
    ['gunung-api:rinjani', 1, false],
    ['gunung-api:agung', undefined, false],
    ['gunung-api:batur', undefined, false],
  ])
  expect(rows(31 * hour)[0]).toMatchObject({
    late: true,
    at: evening,
    since: evening - 100 * hour,
    by: 'PVMBG',
  })
})
