import * as z from 'zod'
import { Refused, Unreadable, type Reader, type Told } from './feed.ts'
import { levelOf } from './dsda.ts'
import { isRecord, parseJson } from './json.ts'
import { position } from './numbers.ts'
import { checked, readRows } from './rows.ts'
import { digest, name, oneLine, told } from './statement.ts'
import { utc } from './time.ts'

const identity = z.union([z.string(), z.number()]).transform(String).optional()
const observation = z.object({
  phenomenonTime: z.string(),
  result: z.union([z.number(), z.string(), z.null()]).optional(),
})
const place = z.object({ location: z.unknown() })
const datastream = z.object({
  '@iot.id': identity,
  name: z.string().optional(),
  unitOfMeasurement: z.object({ name: z.string().nullish(), symbol: z.string().nullish() }).optional(),
  ObservedProperty: z.object({ name: z.string().optional() }).optional(),
  properties: z.record(z.string(), z.unknown()).nullish(),
  Observations: z.array(z.unknown()).default([]),
})
const thing = z.object({
  '@iot.id': identity,
  name: z.string(),
  properties: z.record(z.string(), z.unknown()).nullish(),
  Locations: z.array(place).default([]),
  Datastreams: z.array(datastream).default([]),
})
type Datastream = z.infer<typeof datastream>

const water = /water.?level|gauge|stage|muka air|tinggi air|\btma\b|river level/i

/**
 * OGC SensorThings 1.1 (https://docs.ogc.org/is/18-088/18-088.html): Things with their Locations, Datastreams and newest
 * Observations expanded, one or a page of them. A Thing is one statement: the newest result of its water level, else of its
 * first stream; marks siaga1 … siaga3 in the properties of stream or thing give the level.
 */
export const sensorThings: Reader = {
  format: 'sensorthings',
  source: '/sensorthings',
  parse: (body) => readRows(entities(parseJson(body)), reading),
  more: (body) => {
    const page = parseJson(body)
    const next = isRecord(page) ? page['@iot.nextLink'] : undefined
    return typeof next === 'string' && /^https?:\/\//.test(next) ? [next] : []
  },
}

/** Things; a page of Datastreams, each with its Thing, is turned round, and so is an Observation with its Datastream. */
function entities(body: unknown): unknown[] {
  if (!isRecord(body)) throw new Unreadable('the body is no SensorThings entity')
  if (Array.isArray(body.value)) return body.value.flatMap((one) => entities(one))
  if (isRecord(body.Datastream)) return entities({ ...body.Datastream, Observations: [body] })
  if (isRecord(body.Thing)) return [{ ...body.Thing, Datastreams: [body] }]
  if (Array.isArray(body.Datastreams) || Array.isArray(body.Locations)) return [body]
  throw new Unreadable('the body is neither a Thing nor a page of Things: expand Locations and Datastreams')
}

function pointOf(location: unknown): [number, number] {
  const shape = isRecord(location) && isRecord(location.geometry) ? location.geometry : location
  const [longitude, latitude]: unknown[] =
    isRecord(shape) && shape.type === 'Point' && Array.isArray(shape.coordinates) ? shape.coordinates : []
  if (typeof longitude !== 'number' || typeof latitude !== 'number')
    throw new Refused('Locations: no point in longitude and latitude')
  return position(latitude, longitude)
}

function newest(stream: Datastream): { time: string; result: number } | undefined {
  const read = stream.Observations.flatMap((one) => {
    const { data } = observation.safeParse(one)
    const result = typeof data?.result === 'string' ? Number(data.result || NaN) : data?.result
    return data && typeof result === 'number' && Number.isFinite(result)
      ? [{ time: utc(data.phenomenonTime.split('/').at(-1) ?? '', 'UTC'), result }]
      : []
  })
  return read.sort((a, b) => (a.time < b.time ? -1 : 1)).at(-1)
}

const isWater = ({ name: called, ObservedProperty }: Datastream) =>
  water.test(`${called ?? ''} ${ObservedProperty?.name ?? ''}`)

function reading(row: unknown): Told {
  const { name: called, Locations, Datastreams, properties, '@iot.id': id } = checked(thing, row)
  const spoken = Datastreams.filter((one) => newest(one))
  const stream = spoken.find(isWater) ?? spoken[0]
  const last = stream && newest(stream)
  if (!stream || !last) throw new Refused(`${called}: no observation with a number`)
  const mark = (of: string) => {
    const value = stream.properties?.[of] ?? properties?.[of]
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined
  }
  const marks = ['siaga1', 'siaga2', 'siaga3'].map(mark)
  const unit = stream.unitOfMeasurement?.symbol ?? stream.unitOfMeasurement?.name
  const data = told({
    kind: isWater(stream) ? 'water-level' : 'sensor',
    geometry: { type: 'Point', coordinates: pointOf(Locations[0]?.location) },
    value: last.result,
    unit: unit?.slice(0, 32),
    level: marks.some((one) => one !== undefined) ? levelOf(last.result, marks) : undefined,
    title: oneLine(called),
    details: told({
      stream: stream.name,
      property: stream.ObservedProperty?.name,
      siaga1: marks[0],
      siaga2: marks[1],
      siaga3: marks[2],
    }),
  })
  const subject = `sensorthings:${name(id ?? called)}`
  return {
    id: `${subject}:${digest([last.time, data])}`,
    type: 'observation.made',
    subject,
    time: last.time,
    data,
  }
}
