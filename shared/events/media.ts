import * as z from 'zod'
import { exact, id, line, prose, staff } from './fields.ts'

/** The name of a photo: the SHA-256 of its bytes. */
export const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'must be the 64 hexadecimal digits that POST /api/media answered')
exact.add(sha256)

/** A person lets a photo onto the wall, or takes it back. Who may see it besides: signed-in people, always. */
export const media = {
  'media.released': z.object({
    sha256,
    caption: line.optional(),
    /** The id of the incident, ticket, project … that it shows. */
    about: id.optional(),
    type: z.enum(['image/jpeg', 'image/png', 'image/webp']).optional(),
    bytes: z.number().int().min(1).max(1e9).optional(),
  }),
  'media.withheld': z.object({ sha256, note: staff(prose.optional()) }),
}
