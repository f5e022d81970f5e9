import * as z from 'zod'
import { count, id, instant, line, prose, staff } from './fields.ts'
import { figureName, regionCode } from './figures.ts'

const note = staff(prose.optional())

/** The order of an incident's journal: message received → triage → decision → done. */
const journalKinds = ['pesan', 'triase', 'keputusan', 'selesai'] as const

/** What an exercise may have told at a given minute of it. */
const inject = z.object({
  /** Minutes of the exercise's own clock after its start. */
  after: z.number().min(0).max(100_000),
  title: line,
  type: z.enum(['incident.reported', 'incident.assessed', 'warning.issued', 'observation.made']),
  subject: id.optional(),
  data: z.record(z.string().max(64), z.json()),
})
export type Inject = z.infer<typeof inject>

/** What the people in the room say to each other: the journal, the duty handover, exercises. */
export const room = {
  'incident.noted': z.object({
    kind: staff(z.enum(journalKinds)),
    note: staff(prose.min(1)),
    /** A key message: it stands at the incident until another takes its place. */
    key: staff(z.boolean().optional()),
  }),
  /** Of several figures that stand beside each other, a person picks one and says why. */
  'incident.picked': z.object({
    figure: figureName,
    region: regionCode.optional(),
    /** Whose figure: a source's name, or `jumlah`: the sum of the areas within. */
    by: line,
    reason: staff(line),
  }),
  'handover.given': z.object({
    /** Who takes over, as the giver calls them. */
    to: staff(line),
    note: staff(prose),
    /** What is open, silent or pending: its id, and what is to be known of it. */
    points: staff(z.array(z.object({ about: id, text: line })).max(300)),
  }),
  'handover.accepted': z.object({ note }),
  'exercise.planned': z.object({
    title: line,
    /** Where the exercise's clock stands at the start. */
    start: instant,
    rate: z.number().min(0.1).max(600),
    goal: staff(prose.optional()),
    injects: staff(z.array(inject).max(200)),
  }),
  /** In its own world, where nothing was planned, it brings the injects along; beside the real day it does not. */
  'exercise.started': z.object({
    title: line,
    start: instant,
    injects: staff(z.array(inject).max(200).optional()),
  }),
  /** The inject of that number, from 0, was told. */
  'exercise.injected': z.object({ inject: count }),
  'exercise.ended': z.object({ note }),
  'exercise.reviewed': z.object({ findings: staff(prose.min(1)) }),
}
