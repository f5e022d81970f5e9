import * as z from 'zod'
import { id, line } from './events/fields.ts'

/** A volcano that the room follows: `point` is its summit, longitude before latitude. */
const volcano = z.object({
  id,
  name: line,
  point: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]),
})
export type Volcano = z.infer<typeof volcano>

/** The setting `volcanoes`. */
export const volcanoesSetting = z
  .array(volcano)
  .max(60)
  .refine((list) => new Set(list.map((one) => one.id)).size === list.length, 'an id stands there twice')

/** The volcanoes that a setting holds; none where it holds what cannot be read. */
export const volcanoesOf = (value: unknown): Volcano[] => volcanoesSetting.safeParse(value).data ?? []

/** The subject of a volcano's observations. */
export const volcanoSubject = ({ id: name }: Pick<Volcano, 'id'>): string => `gunung-api:${name}`

/** The source that an operator's entries speak for: a level is looked up at least once a day. */
export const volcanoSource = {
  id: 'gunungapi',
  owner: 'BPBD',
  title: 'Tingkat gunung api (PVMBG)',
  everySeconds: 86_400,
  lateAfterSeconds: 108_000,
}
