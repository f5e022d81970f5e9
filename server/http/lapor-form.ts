import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { categoriesOf, ticketClasses } from '../../shared/categories.ts'
import { sha256 } from '../../shared/events/media.ts'
import { fieldErrors, problem, Refusal } from '../../shared/events/problem.ts'
import { makeNumber } from '../../shared/ticket-number.ts'

export const mostPhotos = 3
const numberPrefix = 'ADU'

const form = z.strictObject({
  id: z.uuid('must be the id that the form made'),
  class: z.enum(ticketClasses),
  category: z.string().min(1).max(100),
  title: z.string().trim().min(5).max(150),
  description: z.string().max(5_000).default(''),
  point: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).optional(),
  village: z
    .string()
    .regex(/^\d\d\.\d\d\.\d\d\.\d{4}$/)
    .optional(),
  photos: z.array(sha256).max(mostPhotos, `at most ${mostPhotos} photos`).default([]),
  privacy: z.enum(['open', 'secret', 'anonymous']),
  name: z.string().trim().max(100).default(''),
  phone: z.string().trim().max(30).default(''),
  /** People do not see this field. */
  website: z.literal('', 'must stay empty').default(''),
  challenge: z.string().max(200),
  nonce: z.string().max(40),
})
export type Form = z.infer<typeof form>

export const wrong = (field: string, detail: string) =>
  new Refusal(
    problem(422, 'Not understood', 'some fields are wrong or missing', { errors: [{ field, detail }] }),
  )

export function readForm(given: unknown): Form {
  const read = form.safeParse(given)
  if (read.success) return read.data
  const errors = fieldErrors(read.error)
  throw new Refusal(problem(422, 'Not understood', 'some fields are wrong or missing', { errors }))
}

/** The report as a statement; of one that is to be kept secret, walls and lists learn the category alone. */
export function eventOf(given: Form, categories: unknown): Record<string, unknown> {
  const { privacy, name, phone, point, village, title, description } = given
  const secret = privacy === 'secret'
  const category = categoriesOf(categories).find(({ id }) => id === given.category)?.name ?? given.category
  const who = { ...(name && { name }), ...(phone && { phone }) }
  const known = privacy !== 'anonymous' && Object.keys(who).length > 0
  return {
    specversion: '1.0',
    id: given.id,
    source: '/lapor',
    type: 'ticket.opened',
    subject: `lapor-${given.id}`,
    ...(village && !point && { region: village }),
    data: {
      class: given.class,
      category: given.category,
      title: secret ? category : title,
      channel: 'lapor',
      number: makeNumber(numberPrefix, (bytes) => randomBytes(bytes)),
      ...(secret && { secret }),
      ...(secret ? { description: `${title}\n\n${description}`.trim() } : description && { description }),
      ...(point && { geometry: { type: 'Point', coordinates: point } }),
      ...(given.photos.length > 0 && { photos: given.photos }),
      ...(known && { reporter: who }),
    },
  }
}
