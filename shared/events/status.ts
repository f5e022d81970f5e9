import * as z from 'zod'
import { day, id, line, prose, staff } from './fields.ts'

const note = staff(prose.optional())

/** The three legal statuses of an emergency, in their order: siaga darurat, tanggap darurat, transisi darurat ke pemulihan. */
export const stages = ['siaga-darurat', 'tanggap-darurat', 'transisi-darurat'] as const
export type Stage = (typeof stages)[number]

const inOrder = ({ start, end }: { start: string; end: string }): boolean =>
  Date.parse(end) >= Date.parse(start)

/** What the head of the region decrees, the meeting that goes before it, and who commands. */
export const status = {
  'status.declared': z
    .object({
      stage: z.enum(stages),
      hazard: id,
      /** The decree's number (SK). */
      decree: line,
      /** A bare day counts whole: from its beginning, to its end, local time. */
      start: day,
      end: day,
      /** The office that signed, no name: Bupati Lombok Tengah. */
      signer: line,
      incident: id.optional(),
      /** The status that this one takes the place of. */
      replaces: id.optional(),
      note,
    })
    .refine(inOrder, { path: ['end'], error: 'must not be before the start' }),
  'status.extended': z.object({ decree: line, end: day, signer: line.optional(), note }),
  'status.ended': z.object({ reason: line.optional(), decree: line.optional(), note }),
  /** The coordination meeting on an incident (rapat koordinasi). */
  'meeting.held': z.object({ incident: id, title: line.optional(), note }),
  /** A seat of the command structure (SKPDB) and who sits on it: the name is for staff. */
  'command.assigned': z.object({
    seat: id,
    agency: id.optional(),
    status: id.optional(),
    person: staff(line),
    note,
  }),
  'command.relieved': z.object({ note }),
}
