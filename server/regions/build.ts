import type { Region, RegionPack } from '../../shared/region.ts'
import { decoded } from './areas.ts'
import { type Piece, carve } from './carve.ts'
import { landIn } from './coast.ts'
import { regencyOf } from './codes.ts'
import { centreOf, labelOf } from './labels.ts'
import { boxOf, padded } from './rings.ts'
import { savePack } from './save.ts'
import { codeTables, islandPoints, landPolygons, pointRows } from './sources.ts'
import { electorates } from './electorates.ts'
import { cellOf, frameOf, inside } from './frame.ts'
import { withoutStrays } from './strays.ts'
import { surroundingsBox, surroundingsOf } from './surroundings.ts'
import { timeZoneOf } from './time-zone.ts'
import { type Naming, areasOf } from './topology.ts'
import { villagePoints } from './village-points.ts'
import type { Vote } from './vote.ts'

const attribution =
  'Batas perkiraan dari titik desa. Garis pantai © kontributor OpenStreetMap (ODbL), kode dan nama idn-area-data (ODbL), titik desa geografis (MIT)'

const load = async () => {
  const [tables, rows, islands, world] = await Promise.all([
    codeTables(),
    pointRows(),
    islandPoints(),
    landPolygons(),
  ])
  return { tables, islands, world, points: villagePoints(rows, tables) }
}
let sources: ReturnType<typeof load> | undefined

const round = (value: number, digits = 5) => Number(value.toFixed(digits))

/** Islets that nobody lives on and that no screen can show; a village's only land always stays. */
function withoutIslets(pieces: Piece[], leastKm2: number): Piece[] {
  const largest = new Map<string, Piece>()
  for (const piece of pieces)
    if (piece.km2 > (largest.get(piece.label)?.km2 ?? 0)) largest.set(piece.label, piece)
  return pieces.filter(
    (piece) => !piece.island || piece.km2 >= leastKm2 || largest.get(piece.label) === piece,
  )
}

/** Builds the pack of a regency from the packages named in sources.ts, in 5 to 30 s. */
async function makeRegion(code: string): Promise<{ pack: RegionPack; warnings: string[] }> {
  const regency = await regencyOf(code)
  sources ??= load()
  const { tables, islands, world, points } = await sources
  const ofRegency = points.filter((point) => point.code.startsWith(code))
  const own = withoutStrays(ofRegency, points, islands)
  if (own.length < 2) throw new Error(`too few village points are known for ${code} ${regency.name}`)

  const around = boxOf(own.map((point) => [point.lon, point.lat]))
  const size = Math.max(around[2] - around[0], around[3] - around[1])
  const wide = padded(around, size * 0.4 + 0.1)
  const near = withoutStrays(points.filter(inside(wide)), points, islands)
  const lands = electorates(landIn(wide, world), near, islands.filter(inside(wide)))
  const frame = frameOf(code, own, lands, padded(around, size * 0.3 + 0.05))
  const cell = cellOf(own, frame)

  const labelOfVote = (vote: Vote) => (vote.regency === code ? vote.village : vote.regency)
  const pieces = lands.flatMap((land) => carve(land, frame, cell, labelOfVote))
  const name = new Map(
    [...tables.regencies, ...tables.districts, ...tables.villages].map((one) => [one.code, one.name]),
  )
  const naming: Naming = { of: (of) => name.get(of) ?? '', regency }
  const bytes = Math.min(100_000, Math.max(35_000, 30_000 + 190 * own.length))
  const areas = areasOf(
    withoutIslets(pieces, cell ** 2 * 3000),
    naming,
    bytes,
    Math.min((cell / 4) ** 2, 1e-7),
  )

  const shapes = new Map(decoded(areas, 'district').map((one) => [one.properties.code, one.geometry]))
  const [outline] = decoded(areas, 'regency')
  if (!outline) throw new Error(`no land was found for ${code} ${regency.name}`)
  const bbox = boxOf(
    outline.geometry.coordinates.flat(2).map(([lon = 0, lat = 0]): [number, number] => [lon, lat]),
  )
  const at = new Map(ofRegency.map((point) => [point.code, point]))
  const region: Region = {
    ...regency,
    ...timeZoneOf(code),
    bbox: [round(bbox[0]), round(bbox[1]), round(bbox[2]), round(bbox[3])],
    centre: centreOf(outline.geometry),
    boundaries: { status: 'perkiraan', attribution },
    built: new Date().toISOString().slice(0, 10),
    districts: tables.districts
      .filter((district) => district.code.startsWith(code))
      .map((district) => ({ ...district, label: labelOf(shapes.get(district.code)) })),
    villages: tables.villages
      .filter((village) => village.code.startsWith(code))
      .map((village) => {
        const point = at.get(village.code)
        return {
          ...village,
          district: village.code.slice(0, 8),
          point: point ? [round(point.lon), round(point.lat)] : null,
          elevation: point?.elevation ?? null,
        }
      }),
  }
  const surroundings = surroundingsOf(surroundingsBox(region.bbox), { points, islands, world }, naming)
  return { pack: { ...region, areas, surroundings }, warnings: warningsOf(region, areas) }
}

function warningsOf(region: Region, areas: RegionPack['areas']): string[] {
  const drawn = new Set(decoded(areas, 'village').map((one) => one.properties.code))
  const pointless = region.villages.filter((village) => village.point === null).length
  const bare = region.villages.filter((village) => village.point && !drawn.has(village.code))
  const empty = region.districts.filter((district) => district.label === null)
  return [
    ...(pointless ? [`${pointless} villages are younger than the points and have no area`] : []),
    ...(bare.length ? [`no area for ${bare.map((village) => village.code).join(', ')}`] : []),
    ...empty.map((district) => `no area for kecamatan ${district.code} ${district.name}`),
  ]
}

/** Builds a pack and writes it to `outDir`/CODE. */
async function buildRegion(code: string, outDir: string) {
  const { pack, warnings } = await makeRegion(code)
  return { pack, warnings, folder: await savePack(pack, outDir) }
}

/** `ruang region build CODE`: answers the lines to print. `outDir` is DATA_DIR/regions, or public/regions for what ships. */
export async function runRegionBuild({ code, outDir }: { code: string; outDir: string }): Promise<string[]> {
  const { pack, warnings, folder } = await buildRegion(code, outDir)
  const done = `${code} ${pack.kind} ${pack.name}: ${pack.districts.length} districts, ${pack.villages.length} villages in ${folder}`
  return [done, ...warnings]
}
