import { describe, expect, test } from 'vitest'
import { importBoundaries } from '../../server/regions/import-boundaries.ts'
import { feature, file, pack, south, strip, strips, west } from './strips.ts'

const [first] = pack.districts
const { code = '', name = '' } = first ?? {}
const undotted = code.replaceAll('.', '')

describe.each([
  ['a code of another regency', { kode: '35.10.01', nama: 'Pesanggaran' }, 'not in 12.75 Binjai'],
  ['a code that no list has', { kode: '12.75.77' }, 'not in the list of codes'],
  ['no code at all', { nama: name }, 'no code'],
  ['a BPS code of seven digits', { kode: '1275010', nama: name }, 'a BPS code'],
  ['an undotted code with another name', { kode: undotted, nama: 'Bukan Itu' }, 'may be a BPS code'],
  ['an undotted code without a name', { kode: undotted }, 'may be a BPS code'],
  ["a regency's code", { kode: '12.75' }, 'is a regency'],
])('%s', (_, properties, reason) => {
  test('is refused, by the number of the feature and the reason, and the others go on', () => {
    const second = strips[1]
    const { accepted, refused } = importBoundaries(pack, file(second, feature(properties, strip(0))))
    expect(accepted).toEqual([pack.districts[1]?.code])
    expect(refused).toEqual([{ index: 1, reason: expect.stringContaining(reason) }])
  })
})

test('an undotted code counts where its name agrees, whatever the letters are like', () => {
  const { accepted } = importBoundaries(
    pack,
    file(feature({ KODE: Number(undotted), NAMA: name.toUpperCase() }, strip(0))),
  )
  expect(accepted).toEqual([code])
})

test('a dotted code with another name is taken, with a warning', () => {
  const { accepted, warnings } = importBoundaries(pack, file(feature({ code, name: 'Nama Lama' }, strip(0))))
  expect(accepted).toEqual([code])
  expect(warnings[0]).toBe(`${code} is called Nama Lama in the file, ${name} in the list`)
})

test.each([
  ['a point', { type: 'Point', coordinates: [west, south] }, 'no area'],
  ['a ring of three positions', { type: 'Polygon', coordinates: [strip(0)[0]?.slice(0, 3)] }, 'no area'],
  ['an open ring', { type: 'Polygon', coordinates: [strip(0)[0]?.slice(0, 4)] }, 'not closed'],
  ['a ring of no extent', { type: 'Polygon', coordinates: strip(0, 0) }, 'encloses nothing'],
  [
    'metres of a projection',
    {
      type: 'Polygon',
      coordinates: [
        [
          [4e5, 4e5],
          [5e5, 4e5],
          [5e5, 5e5],
          [4e5, 4e5],
        ],
      ],
    },
    'not degrees',
  ],
  [
    'an area elsewhere',
    {
      type: 'Polygon',
      coordinates: [
        [
          [10, 50],
          [11, 50],
          [11, 51],
          [10, 50],
        ],
      ],
    },
    'outside the region',
  ],
  ['nothing', null, 'no area'],
])('%s instead of an area is refused', (_, geometry, reason) => {
  const {
    accepted,
    refused,
    pack: same,
  } = importBoundaries(pack, file({ type: 'Feature', properties: { code, name }, geometry }))
  expect(accepted).toEqual([])
  expect(refused[0]?.reason).toContain(reason)
  expect(same).toBe(pack)
})

test.each(['', 'no json', '[]', '{"type":"Feature"}'])(
  'a file that is no GeoJSON collection (%j) is one clear line',
  (text) => {
    expect(() => importBoundaries(pack, text)).toThrow('not a GeoJSON FeatureCollection')
  },
)
