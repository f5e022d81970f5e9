import { z } from 'zod'

/** Kemendagri codes of the four levels: 52, 52.02, 52.02.04, 52.02.04.2009. */
export const regencyCode = z.string().regex(/^\d\d\.\d\d$/)
const districtCode = z.string().regex(/^\d\d\.\d\d\.\d\d$/)
const villageCode = z.string().regex(/^\d\d\.\d\d\.\d\d\.\d{4}$/)

const lonLat = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
const box = z.tuple([z.number(), z.number(), z.number(), z.number()])

/** One of the 514 regencies: `kind` is the word before its name. */
export const RegencyEntry = z.object({
  code: regencyCode,
  name: z.string(),
  kind: z.enum(['Kabupaten', 'Kota']),
  province: z.object({ code: z.string(), name: z.string() }),
})
export type RegencyEntry = z.infer<typeof RegencyEntry>

const district = z.object({
  code: districtCode,
  name: z.string(),
  /** Where its name is written: well inside its largest part; null where no area is known. */
  label: lonLat.nullable(),
})

const village = z.object({
  code: villageCode,
  name: z.string(),
  district: districtCode,
  /** null: younger than the points the pack was built from; such a village has no area either. */
  point: lonLat.nullable(),
  /** Metres above the sea at its point. */
  elevation: z.number().nullable(),
})

/** region.json of a pack: everything about a regency but the shapes. Degrees are WGS 84, lon before lat. */
export const Region = RegencyEntry.extend({
  timeZone: z.enum(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura']),
  zone: z.enum(['WIB', 'WITA', 'WIT']),
  /** west, south, east, north of the regency itself. */
  bbox: box,
  centre: lonLat,
  boundaries: z.object({ status: z.enum(['perkiraan', 'resmi']), attribution: z.string() }),
  /** The day the pack was made, YYYY-MM-DD. */
  built: z.string(),
  districts: z.array(district),
  villages: z.array(village),
})
export type Region = z.infer<typeof Region>

const areaProperties = z.object({ code: z.string(), name: z.string() })
export type AreaProperties = z.infer<typeof areaProperties>
const polygon = z.object({
  type: z.literal('Polygon'),
  arcs: z.array(z.array(z.int())),
  properties: areaProperties,
})
const multiPolygon = polygon.extend({
  type: z.literal('MultiPolygon'),
  arcs: z.array(z.array(z.array(z.int()))),
})
const layer = z.object({
  type: z.literal('GeometryCollection'),
  geometries: z.array(z.discriminatedUnion('type', [polygon, multiPolygon])),
})

/** areas.topojson of a pack. `land` is all land in the box, to be drawn beneath the others. */
export const Areas = z.object({
  type: z.literal('Topology'),
  bbox: box.optional(),
  transform: z
    .object({ scale: z.tuple([z.number(), z.number()]), translate: z.tuple([z.number(), z.number()]) })
    .optional(),
  objects: z.object({ district: layer, village: layer, regency: layer, neighbours: layer, land: layer }),
  arcs: z.array(z.array(z.array(z.number()))),
})
export type Areas = z.infer<typeof Areas>

/** surroundings.topojson of a pack, which older ones lack: the regencies of a wide box around it, itself included, coarser. */
export const Surroundings = Areas.extend({ objects: z.object({ neighbours: layer }) })
export type Surroundings = z.infer<typeof Surroundings>

export type RegionPack = Region & { areas: Areas; surroundings?: Surroundings }

/** Where a point lies. `village` is null where only the district is known; `name` is then the district's. */
export type Place = {
  village: string | null
  district: string
  name: string
  districtName: string
  /** Off the coast, or just over the border line as drawn: the nearest area within 5 km was taken. */
  offshore: boolean
}
