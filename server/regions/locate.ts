import type { Place, RegionPack } from '../../shared/region.ts'
import { bordersOf, district, land, neighbours, village, type Borders } from './borders.ts'
import { leaves } from './leaves.ts'
import type { Box } from './rings.ts'
import { nearest, nearTo } from './shore.ts'
import { holder, outside, sea, unsure, type Square } from './squares.ts'
import { tree } from './tree.ts'

const kmPerDegree = 110.9
const shoreKm = 5
/** On land that official areas leave out, only as far as two drawings of one border differ. */
const borderKm = 0.5
const reach = shoreKm / kmPerDegree

type Locate = (lon: number, lat: number) => Place | null

/**
 * Finds the village and district of a point (WGS 84 degrees), most often in 20 nanoseconds; a point on a border is the
 * first one's. Off shore the nearest within 5 km is taken; land of another regency and what lies farther out is null:
 * di luar batas. The shapes are read when the first point is asked about.
 */
export function locator(pack: RegionPack): Locate {
  let locate: Locate | undefined
  return (lon, lat) => (locate ??= locatorOf(pack, bordersOf(pack)))(lon, lat)
}

function locatorOf(pack: RegionPack, borders: Borders): Locate {
  const { codes, firstOf, polygonOf, shrink } = borders
  const districtNames = new Map(pack.districts.map(({ code, name }) => [code, name]))
  const onLand = pack.villages.map(({ code, name, district: of }): Place => {
    const districtName = districtNames.get(of) ?? ''
    return Object.freeze({ village: code, district: of, name, districtName, offshore: false })
  })
  const bare = pack.districts.map(({ code, name }): Place => {
    return Object.freeze({ village: null, district: code, name, districtName: name, offshore: false })
  })
  const known = [...onLand, ...bare]
  /** Places by number: every village on land, every district of which no more is known; then the same off shore. */
  const places = [...known, ...known.map((one): Place => Object.freeze({ ...one, offshore: true }))]
  const numberOf = new Map(known.map((place, n) => [place.village ?? place.district, n]))
  const numbers = Int16Array.from(codes, (code) => numberOf.get(code) ?? outside)
  const number = (polygon: number): number => (polygon < 0 ? outside : numbers[polygon]!)
  const belongs = (found: number, on: number): boolean =>
    number(found) !== outside && codes[found]!.startsWith(codes[on]!)

  /** The village whose point is nearest, where the district's villages have no areas. */
  const nearestIn = (of: string, lon: number, lat: number): number => {
    let best = { n: numberOf.get(of) ?? outside, far: Infinity }
    for (const [n, { point, district: its }] of pack.villages.entries()) {
      if (its !== of || !point) continue
      const far = Math.hypot((point[0] - lon) * shrink, point[1] - lat)
      if (far < best.far) best = { n, far }
    }
    return best.n
  }
  const placeIn = (on: number, found: number, lon: number, lat: number): number =>
    belongs(found, on) ? number(found) : nearestIn(codes[on]!, lon, lat)

  const tiled = new Set(codes.slice(0, firstOf[district]).map((code) => code.slice(0, 8)))
  /** Villages everywhere: then the village says the district. */
  const all = codes.slice(firstOf[district], firstOf[neighbours]).every((code) => tiled.has(code))
  const shore = all ? village : district
  const closely = (square: Square, lon: number, lat: number): number => {
    const found = holder(square, borders, village, lon, lat)
    if (all && found >= 0) return number(found)
    const on = holder(square, borders, district, lon, lat)
    if (on >= 0) return placeIn(on, found, lon, lat)
    if (holder(square, borders, neighbours, lon, lat) >= 0) return outside
    const far = holder(square, borders, land, lon, lat) < 0 ? reach : borderKm / kmPerDegree
    const near = (layer: number) => {
      const { steps } = nearTo(square, borders, layer)
      return polygonOf[nearest(borders, steps, 0, steps.length, lon, lat, far)] ?? -1
    }
    const off = near(shore)
    const place = off < 0 || all ? number(off) : placeIn(off, near(village), lon, lat)
    return place === outside ? outside : place + known.length
  }

  /** What a polygon answers for where it holds and none before it does. */
  const answerOf = (layer: number, polygon: number): number => {
    if (layer === neighbours) return outside
    return layer === village && all ? number(polygon) : unsure
  }
  /** What holds from border to border: a village, or a neighbour's land. */
  const held = (square: Square): number => {
    const { lon, lat } = square
    const found = holder(square, borders, village, lon, lat)
    if (all && found >= 0) return number(found)
    const on = holder(square, borders, district, lon, lat)
    if (on >= 0) return belongs(found, on) ? number(found) : unsure
    if (holder(square, borders, neighbours, lon, lat) >= 0) return outside
    return holder(square, borders, land, lon, lat) < 0 ? sea : unsure
  }
  const settled = (square: Square): number | undefined => {
    const { least, steps } = nearTo(square, borders, shore)
    if (least - square.radius > reach) return outside
    if (least + square.radius > reach) return undefined
    const answer = shoreOf(steps[0]!)
    const same = steps.every((step) => shoreOf(step) === answer)
    return same && answer !== unsure ? answer : undefined
  }
  /** What a point at sea answers that is nearest to a step. */
  const shoreOf = (step: number): number => {
    if (!all) return unsure
    const found = number(polygonOf[step]!)
    return found === outside ? outside : found + known.length
  }

  const byLat = reach + 1e-3
  const [west, south, east, north] = pack.bbox
  const box: Box = [west - byLat / shrink, south - byLat, east + byLat / shrink, north + byLat]
  const { write, read } = leaves(borders, { answerOf, settled, shoreOf, shore, reach })
  const find = tree(box, borders, { held, settled, write, read, closely })
  return (lon, lat) => {
    const found = find(lon, lat)
    return found === outside ? null : places[found]!
  }
}
