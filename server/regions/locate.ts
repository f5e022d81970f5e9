import type { Place, RegionPack } from '../../shared/region.ts'
import { decoded } from './areas.ts'
import { cells, outside, sea, size, unsure } from './cells.ts'
import { finder, flattened } from './finder.ts'
import type { Box } from './rings.ts'
import { settleSea } from './sea.ts'
import { kmPerDegree } from './strips.ts'

const shoreKm = 5
/** On land that official areas leave out, only as far as two drawings of one border differ. */
const borderKm = 0.5

/**
 * Finds the village and district of a point (WGS 84 degrees), most often in less than a microsecond. Off shore the
 * nearest within 5 km is taken; land of another regency and what lies farther out is null: di luar batas.
 */
export function locator(pack: RegionPack): (lon: number, lat: number) => Place | null {
  const shrink = Math.cos((pack.centre[1] * Math.PI) / 180)
  const layer = (name: keyof RegionPack['areas']['objects']) =>
    decoded(pack.areas, name).flatMap((one) => flattened(one.properties.code, one.geometry))
  const areas = {
    village: layer('village'),
    district: layer('district'),
    neighbours: layer('neighbours'),
    land: layer('land'),
  }
  const villages = finder(areas.village, shrink)
  const districts = finder(areas.district, shrink)
  const neighbours = finder(areas.neighbours, shrink)
  const land = finder(areas.land, shrink)
  const districtOf = new Map(pack.districts.map((district) => [district.code, district]))

  /** The village whose point is nearest, where the district's villages have no areas. */
  const nearestIn = (district: string, lon: number, lat: number) => {
    let best: { code: string; far: number } | undefined
    for (const { code, point, district: of } of pack.villages) {
      if (of !== district || !point) continue
      const far = Math.hypot((point[0] - lon) * shrink, point[1] - lat)
      if (far < (best?.far ?? Infinity)) best = { code, far }
    }
    return best?.code
  }
  const onLand = pack.villages.map(({ code, name, district }): Place => {
    const districtName = districtOf.get(district)?.name ?? ''
    return Object.freeze({ village: code, district, name, districtName, offshore: false })
  })
  /** Places by number: every village on land, then every village's sea. */
  const places = [...onLand, ...onLand.map((one): Place => Object.freeze({ ...one, offshore: true }))]
  const numberOf = new Map(pack.villages.map((village, n) => [village.code, n]))
  const place = (
    district: string,
    found: string | undefined,
    offshore: boolean,
    lon: number,
    lat: number,
  ): Place => {
    const village = found?.startsWith(district) ? found : nearestIn(district, lon, lat)
    const known = onLand[numberOf.get(village ?? '') ?? -1]
    const districtName = districtOf.get(district)?.name ?? ''
    return { ...(known ?? { village: null, name: districtName, district, districtName }), offshore }
  }
  const tiled = new Set(areas.village.map(({ code }) => code.slice(0, 8)))
  /** Villages everywhere: then the village says the district. */
  const whole = areas.district.every(({ code }) => tiled.has(code))
  const closely = (lon: number, lat: number): Place | null => {
    const village = whole ? villages.at(lon, lat) : undefined
    if (village) return onLand[numberOf.get(village) ?? -1] ?? null
    const on = districts.at(lon, lat)
    if (on) return place(on, villages.at(lon, lat), false, lon, lat)
    if (neighbours.at(lon, lat)) return null
    const km = land.at(lon, lat) === undefined ? shoreKm : borderKm
    const off = districts.near(lon, lat, km)
    return off ? place(off, villages.near(lon, lat, km), true, lon, lat) : null
  }

  /** What holds from border to border: a village, or a neighbour's land. */
  const sureOf = (lon: number, lat: number): number => {
    const on = districts.at(lon, lat)
    if (!on && neighbours.at(lon, lat)) return outside
    if (!on) return land.at(lon, lat) === undefined ? sea : unsure
    const village = villages.at(lon, lat)
    return village?.startsWith(on) ? (numberOf.get(village) ?? unsure) : unsure
  }
  const byLat = shoreKm / kmPerDegree + 1e-3
  const [west, south, east, north] = pack.bbox
  const box: Box = [west - byLat / shrink, south - byLat, east + byLat / shrink, north + byLat]
  const borders = Object.values(areas).flatMap((one) => one.flatMap(({ rings }) => rings))
  const far = (lon: number, lat: number, radius: number) =>
    !districts.at(lon, lat) && !districts.near(lon, lat, shoreKm + radius * kmPerDegree)
  const settle = (table: Int16Array) => {
    const settled = ([district = '', village = '']: string[]) => {
      const number = village.startsWith(district) ? numberOf.get(village) : undefined
      return number === undefined ? undefined : onLand.length + number
    }
    const reach = shoreKm / kmPerDegree
    const what = { table, size, box, shrink, mark: sea, reach, outside, unsure, settled }
    settleSea(what, [areas.district, areas.village])
  }
  const answer = cells(box, borders, sureOf, far, settle)
  return (lon, lat) => {
    if (!(lon >= box[0] && lon <= box[2] && lat >= box[1] && lat <= box[3])) return null
    const sure = answer(lon, lat)
    if (sure === outside) return null
    return sure === unsure ? closely(lon, lat) : (places[sure] ?? null)
  }
}
