import * as z from 'zod'
import { geometry } from '../../shared/events/geometry.ts'
import type { Told } from './feed.ts'
import { checked } from './rows.ts'
import { digest, name, oneLine, told } from './statement.ts'
import { utc } from './time.ts'

/** https://docs.petabencana.id/ (GET /floods): neighbourhoods with state 1 (unknown, be careful) to 4 (over 150 cm). */
const floodArea = z.object({
  geometry,
  properties: z.object({
    geom_id: z.union([z.string(), z.number()]).transform(String),
    area_id: z.union([z.string(), z.number()]).transform(String).optional(),
    area_name: z.string().nullish(),
    parent_name: z.string().nullish(),
    city_name: z.string().nullish(),
    state: z.coerce.number().int().min(1).max(4),
    last_updated: z.string().optional(),
    changed: z.string().optional(),
  }),
})

/** State 1 is a flood of unknown depth: not harmless, so it stands beside the lowest known one. */
const levels = [1, 1, 2, 3]

/** A flooded neighbourhood as an observation of kind flood-area; its state is renewed under one subject. */
export function floodAreaTold(row: unknown): Told {
  const { geometry: shape, properties } = checked(floodArea, row)
  const { state, area_name, parent_name, city_name, geom_id } = properties
  const time = utc(properties.last_updated ?? properties.changed ?? '', 'WIB')
  const named = [parent_name, area_name].filter(Boolean).join(', ')
  const data = told({
    kind: 'flood-area',
    geometry: shape,
    value: state,
    unit: 'state',
    level: levels[state - 1],
    title: oneLine(named) ?? 'Area banjir',
    details: told({ state, city: oneLine(city_name) }),
  })
  const subject = name(`petabencana-area:${geom_id}`)
  return { id: `${subject}:${digest([time, data])}`, type: 'observation.made', subject, time, data }
}
