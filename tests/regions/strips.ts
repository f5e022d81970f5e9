import { loadRegion } from '../../server/regions/load.ts'

export const pack = await loadRegion('12.75')
export const [west, south, east, north] = pack.bbox
export const step = (east - west) / pack.districts.length

/** Upright strips over the whole box, one per district: plainly not the approximate areas. */
export const strip = (n: number, width = step) => [
  [
    [west + n * step, south],
    [west + n * step + width, south],
    [west + n * step + width, north],
    [west + n * step, north],
    [west + n * step, south],
  ],
]
export const feature = (properties: Record<string, unknown>, coordinates: number[][][]) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Polygon', coordinates },
})
export const file = (...features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features })
export const strips = pack.districts.map(({ code, name }, n) => feature({ kode: code, nama: name }, strip(n)))
