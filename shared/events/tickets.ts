import * as z from 'zod'
import { id, instant, line, personal, photo, prose, staff } from './fields.ts'
import { geometry } from './geometry.ts'

const note = staff(prose.optional())
const photos = staff(z.array(photo).max(20).optional())
/** What the reporter reads of it on the track page. */
const reply = staff(z.string().max(4_000).optional())
const step = z.object({
  agency: id.optional(),
  note,
  photos,
  reply,
  /** The project that it is about: the complaint stands at it from here on. */
  aboutProject: id.optional(),
})

/** What is proposed for open complaints: an incident where many lie together, a late contract beside it, one that says the same. */
export const proposed = ['hot-spot', 'late-contract', 'repeat'] as const

export const tickets = {
  'ticket.opened': z.object({
    /** pengaduan, aspirasi, permintaan informasi. */
    class: id,
    category: id,
    title: line,
    geometry: geometry.optional(),
    description: staff(prose.optional()),
    channel: id,
    agency: id.optional(),
    /** The status by its own name where the ticket comes from. */
    localStatus: z.string().max(200).optional(),
    due: instant.optional(),
    reporter: personal(),
    address: personal(),
    photos,
    /** What its reporter was given to ask after it. */
    number: staff(z.string().max(40).optional()),
    /** Its reporter asked that nothing of what it says be shown: the title is then its category. */
    secret: z.boolean().optional(),
  }),
  'ticket.verified': step,
  /** A person looked at what was proposed for it and ruled that out: it is proposed no more. */
  'ticket.examined': z.object({ ruledOut: z.enum(proposed), note }),
  'ticket.routed': step.extend({ agency: id }),
  /** Its agency works on it. */
  'ticket.progressed': step,
  'ticket.answered': step,
  /** Its agency says that it is not its business: it goes back to the coordinator. */
  'ticket.returned': step,
  'ticket.held': step.extend({ reason: line.optional() }),
  'ticket.resumed': step,
  'ticket.closed': step.extend({
    outcome: z.enum(['done', 'not-ours', 'archived', 'duplicate']).optional(),
    /** The complaint that says the same and goes on. */
    duplicateOf: id.optional(),
  }),
  'ticket.reopened': step,
}
