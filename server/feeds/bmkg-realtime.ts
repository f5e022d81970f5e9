import * as z from 'zod'
import { bmkgSource } from './bmkg-quakes.ts'
import type { Reader, Told } from './feed.ts'
import { parseJson } from './json.ts'
import { featuresOf, pointFeature } from './point-feature.ts'
import { quakeTold } from './quake.ts'
import { checked, readRows, type Remark } from './rows.ts'
import { told } from './statement.ts'
import { utc } from './time.ts'

const word = z.union([z.string(), z.number()]).transform(String)

/**
 * BMKG's gemparealtime GeoJSON (no documentation found; seen in a recording of 2022): figures are texts, the time has no
 * zone and is UTC, the third coordinate is not the depth.
 */
const feature = pointFeature.extend({
  properties: z.object({
    id: word,
    time: word,
    mag: word,
    place: z.string().optional(),
    depth: word.optional(),
    status: z.string().optional(),
    fase: word.optional(),
  }),
})

function read(row: unknown, remark: Remark): Told {
  const { geometry, properties } = checked(feature, row)
  const event = quakeTold(
    {
      time: utc(properties.time, 'UTC'),
      place: geometry.at(),
      magnitude: Number(properties.mag).toFixed(2),
      depth: properties.depth,
      where: properties.place,
      potential: undefined,
      felt: undefined,
      more: told({ id: properties.id, phases: properties.fase, status: properties.status }),
    },
    remark,
  )
  return { ...event, id: `${properties.id}:${event.id}`.slice(0, 256), subject: properties.id }
}

export const bmkgRealtime: Reader = {
  format: 'bmkg-gemparealtime-geojson',
  source: bmkgSource,
  parse: (body) => readRows(featuresOf(parseJson(body)), read),
}
