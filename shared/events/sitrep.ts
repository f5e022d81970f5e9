import * as z from 'zod'
import { stages } from './status.ts'
import { count, id, instant, level, line, staff } from './fields.ts'

const amount = z.number().min(-1e12).max(1e12)
const pair = z.tuple([amount, amount])

/** One figure of a report: whose it is, of when, and what the report before said. */
const figure = z.object({
  key: id,
  label: line,
  value: amount,
  unit: z.string().max(32),
  by: line.optional(),
  asOf: instant,
  before: amount.optional(),
  /** Sources disagree: from the least to the most. */
  differs: pair.optional(),
})
export type ReportFigure = z.infer<typeof figure>

const incident = z.object({
  id,
  hazard: id,
  level,
  title: line,
  status: z.enum(['reported', 'verified', 'handled']),
  at: instant,
  region: id.optional(),
  position: pair.optional(),
  figures: z.array(figure).max(60),
  /** People in its area, perkiraan. */
  people: pair.optional(),
})

const effort = z.object({
  incident: id,
  agency: id,
  title: line,
  status: z.enum(['assigned', 'acknowledged', 'progressed']),
  moved: instant,
  percent: amount.optional(),
})

const aid = z.object({
  item: id,
  title: line,
  unit: z.string().max(32),
  computed: pair.optional(),
  asked: amount.optional(),
  received: amount,
  distributed: amount,
  inStock: amount,
  short: pair.optional(),
  asOf: instant.optional(),
  /** Received and distributed as of the report before. */
  before: z.object({ received: amount, distributed: amount, inStock: amount }).optional(),
})

/** A situation report in the order of the TRC: everything in it stood in the log at its moment. */
export const reportContent = z.object({
  incidents: z.array(incident).max(60),
  /** Open incidents beyond those. */
  leftOut: count,
  /** Over all incidents. */
  totals: z.array(figure).max(60),
  warnings: z.array(z.object({ headline: line, issuer: line, level, expires: instant })).max(20),
  statuses: z.array(z.object({ stage: z.enum(stages), hazard: id, decree: line, until: instant })).max(20),
  efforts: z.array(effort).max(120),
  tasks: z.array(figure).max(10),
  resources: z
    .array(z.object({ kind: id, units: count, capacity: count, used: count, asOf: instant }))
    .max(20),
  aid: z.array(aid).max(120),
  obstacles: z.array(z.object({ text: line, by: line.optional(), since: instant.optional() })).max(100),
  urgent: z.array(line).max(60),
})
export type ReportContent = z.infer<typeof reportContent>

/** What people write; the rest comes from the log. */
export const reportTexts = z.object({
  cause: z.string().trim().max(4000).optional(),
  efforts: z.string().trim().max(4000).optional(),
  obstacles: z.string().trim().max(4000).optional(),
  urgent: z.string().trim().max(4000).optional(),
  plan: z.string().trim().max(4000).optional(),
})
export type ReportTexts = z.infer<typeof reportTexts>

/** Situation reports, said by the server at its own routes: so their figures are the log's. */
export const sitrep = {
  'sitrep.drafted': z.object({
    number: z.number().int().min(1).max(100_000),
    title: line,
    /** The moment and the seq up to which it knows. */
    asOf: instant,
    upTo: count.max(Number.MAX_SAFE_INTEGER),
    /** Left out: of all open incidents. */
    incident: id.optional(),
    /** The report that its changes are counted from. */
    previous: id.optional(),
    by: staff(id),
    content: staff(reportContent),
    texts: staff(reportTexts),
  }),
  'sitrep.approved': z.object({
    /** The seq of the draft that was sealed: of another one it says nothing. */
    draft: count.max(Number.MAX_SAFE_INTEGER),
    /** The seal under the PDF: /verifikasi/CODE. */
    code: id,
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    signer: staff(z.object({ name: line, role: line })),
    by: staff(id),
  }),
}
