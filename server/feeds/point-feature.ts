import * as z from 'zod'
import { Refused, Unreadable } from './feed.ts'
import { isRecord } from './json.ts'
import { position } from './numbers.ts'

/** RFC 7946 says numbers; BMKG's gemparealtime writes texts. The third value is passed on as it stands. */
export const pointFeature = z.object({
  id: z.union([z.string(), z.number()]).transform(String).optional(),
  geometry: z
    .object({ type: z.literal('Point'), coordinates: z.array(z.union([z.number(), z.string(), z.null()])) })
    .transform(({ coordinates: [longitude, latitude, third] }) => ({
      third: typeof third === 'number' ? third : undefined,
      at: () => {
        if (longitude == null || latitude == null) throw new Refused('geometry: no longitude and latitude')
        return position(latitude, longitude)
      },
    })),
})

/** The features of a FeatureCollection, of one Feature, or of either inside `{ result }`. */
export function featuresOf(body: unknown): unknown[] {
  if (isRecord(body) && Array.isArray(body['features'])) return body['features']
  if (isRecord(body) && body['type'] === 'Feature') return [body]
  if (isRecord(body) && isRecord(body['result'])) return featuresOf(body['result'])
  throw new Unreadable('the body is no GeoJSON FeatureCollection')
}
