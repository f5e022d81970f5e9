import { feature as untangle } from 'topojson-client'
import * as z from 'zod'
import { Refused, Unreadable, type Reader, type Told } from './feed.ts'
import { isRecord, parseJson } from './json.ts'
import { decimal } from './numbers.ts'
import { floodAreaTold } from './petabencana-areas.ts'
import { featuresOf, pointFeature } from './point-feature.ts'
import { attempt, checked, readRows, type Remark } from './rows.ts'
import { digest, name, oneLine, told } from './statement.ts'
import { utc } from './time.ts'

/** The archive of 2017 writes missing texts as null, '' and 'null'. */
const word = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value == null || value === 'null' ? undefined : oneLine(String(value), 2000)))

/** https://docs.petabencana.id/ (GET /reports): depth in cm; created_at without zone is WIB, in the archive. */
const report = pointFeature.extend({
  properties: z.object({
    pkey: word,
    created_at: z.string(),
    source: word,
    status: word,
    url: word,
    disaster_type: word,
    report_data: z
      .looseObject({
        report_type: word,
        flood_depth: z.union([z.number(), word]),
      })
      .nullish()
      .catch(undefined),
    tags: z.looseObject({ region_code: word, local_area_id: word }).nullish(),
    title: word,
    text: word,
  }),
})
type Report = z.infer<typeof report>['properties']

/** Classes of depth in cm as PetaBencana colours them: up to 70 minor, up to 150 moderate, above severe. */
function levelOf(depth: number | undefined): number | undefined {
  if (depth === undefined) return undefined
  if (depth === 0) return 0
  if (depth <= 70) return 1
  return depth <= 150 ? 2 : 3
}

/**
 * What a citizen reports, by its own type. The archive has none: there a depth, or the word for flood, makes a flood; the
 * rest of it (drains, holes in the road) is somebody's report and no flood.
 */
function kindOf({ disaster_type, report_data, title, text }: Report): string {
  const type = disaster_type?.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  if (type && /^[a-z][a-z0-9-]{0,30}$/.test(type)) return `${type}-report`
  if (report_data?.flood_depth !== undefined) return 'flood-report'
  return /banjir|bajir|genang|terendam|flood/i.test(`${title} ${text}`) ? 'flood-report' : 'citizen-report'
}

function depthOf(given: string | number): number {
  const depth = decimal(given, 'flood_depth')
  if (depth < 0 || depth > 2000) throw new Refused(`flood_depth: ${depth} cm cannot be`)
  return depth
}

function reportTold(row: unknown, remark: Remark): Told {
  const { geometry, properties } = checked(report, row)
  const { pkey, source, title, text, report_data, tags } = properties
  const at = geometry.at()
  const time = utc(properties.created_at, 'WIB')
  const kind = kindOf(properties)
  const given = report_data?.flood_depth
  const depth = given === undefined ? undefined : attempt(() => depthOf(given), remark, row)
  const { flood_depth: _, ...observed } = report_data ?? {}
  const data = told({
    kind,
    geometry: { type: 'Point', coordinates: at },
    value: depth,
    unit: depth === undefined ? undefined : 'cm',
    level: levelOf(depth),
    title: oneLine(title) ?? oneLine(text) ?? (kind === 'flood-report' ? 'Laporan banjir' : 'Laporan warga'),
    details: told({
      text,
      channel: source,
      status: properties.status,
      url: properties.url,
      regionCode: tags?.region_code,
      observed: Object.keys(observed).length > 0 ? observed : undefined,
    }),
  })
  const subject = name(pkey ?? ['petabencana', time, source ?? '-', at[0], at[1]].join(':'))
  return { id: `${subject}:${digest([time, data])}`, type: 'observation.made', subject, time, data }
}

function read(row: unknown, remark: Remark): Told {
  const properties = isRecord(row) ? row['properties'] : undefined
  if (!isRecord(properties)) throw new Refused('properties are missing')
  return 'created_at' in properties ? reportTold(row, remark) : floodAreaTold(row)
}

const positions = z.array(z.array(z.number()))
const topology = z.object({
  type: z.literal('Topology'),
  arcs: z.array(positions),
  transform: z
    .object({ scale: z.tuple([z.number(), z.number()]), translate: z.tuple([z.number(), z.number()]) })
    .optional(),
  objects: z.record(
    z.string(),
    z.object({ type: z.literal('GeometryCollection'), geometries: z.array(z.unknown()) }),
  ),
})
const shape = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Point'), coordinates: z.array(z.number()), properties: z.looseObject({}) }),
  z.object({ type: z.literal('Polygon'), arcs: z.array(z.array(z.int())), properties: z.looseObject({}) }),
  z.object({
    type: z.literal('MultiPolygon'),
    arcs: z.array(z.array(z.array(z.int()))),
    properties: z.looseObject({}),
  }),
])

/**
 * The features of their TopoJSON (https://github.com/topojson/topojson-specification). With a `transform` the figures are
 * quantized, and 0,0 is its corner; without one they are degrees.
 */
function untangled(body: unknown): unknown[] {
  const { objects, ...rest } = topology.parse(body)
  return Object.values(objects).flatMap(({ geometries }) =>
    geometries.map((geometry) => {
      const known = shape.safeParse(geometry)
      if (!known.success) return geometry
      try {
        return untangle({ ...rest, objects: {} }, known.data)
      } catch {
        return geometry
      }
    }),
  )
}

function rowsOf(body: unknown): unknown[] {
  const inner = isRecord(body) && isRecord(body['result']) ? body['result'] : body
  if (!isRecord(inner) || inner['type'] !== 'Topology') return featuresOf(inner)
  try {
    return untangled(inner)
  } catch (error) {
    if (error instanceof z.ZodError)
      throw new Unreadable('the body is a TopoJSON that does not hold together')
    throw error
  }
}

const reader = (format: string): Reader => ({
  format,
  source: 'https://data.petabencana.id',
  parse: (body) => readRows(rowsOf(parseJson(body)), read),
})

export const petabencana = reader('petabencana-reports-geojson')
export const petabencanaTopojson = reader('petabencana-topojson')
export const petabencanaFloods = reader('petabencana-floods-geojson')
