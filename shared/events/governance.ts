import * as z from 'zod'
import { day, id, instant, line, prose, staff } from './fields.ts'

const note = staff(prose.optional())
const rupiah = z.number().min(0).max(1e15)

/** From the five-year plan down to what somebody has to reach. */
export const planLevels = ['rpjmd', 'rkpd', 'program', 'kegiatan', 'target'] as const

/** Who has to sign: the office, not the person; the name comes with the signature. */
const presenter = z.object({ role: line, agency: id.optional() })

/** How a regency steers: its plan, meetings about contracts, targets signed together, decisions, reminders, seals. */
export const governance = {
  /** One line of the plan; set again with the same subject: the line as it stands now. */
  'plan.set': z.object({
    level: z.enum(planLevels),
    code: id,
    name: line,
    /** Subject of the line above it. */
    parent: id.optional(),
    agency: id.optional(),
    /** What is measured. */
    measure: line.optional(),
    unit: z.string().max(64).optional(),
    target: z.number().optional(),
    start: day.optional(),
    finish: day.optional(),
    budget: rupiah.optional(),
  }),
  'plan.dropped': z.object({ note }),
  /** Show-cause meeting (SCM) I, II or III about a critical contract. */
  'project.summoned': z.object({ stage: z.number().int().min(1).max(3), held: day, outcome: note }),
  /** What is to be signed together: nothing is promised until every presenter has sealed it. */
  'commitment.drafted': z.object({
    agency: id,
    cluster: line.optional(),
    agenda: line,
    title: line,
    measure: line,
    target: z.number().optional(),
    unit: z.string().max(64).optional(),
    due: day,
    presenters: z.array(presenter).min(1).max(50),
  }),
  /** Said by the server: whose signature stands under what. */
  'seal.made': z.object({
    about: id,
    title: line,
    /** Of the sealed bytes, hexadecimal. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    /** The public key's id and the Ed25519 signature (https://www.rfc-editor.org/rfc/rfc8032), base64. */
    key: id,
    signature: z.string().max(200),
    sealed: instant,
    /** Which of the presenters signed, from 0. */
    presenter: z.number().int().min(0).max(49).optional(),
    /** Whose login it was: nobody signs in two places. */
    person: staff(id.optional()),
    signer: staff(z.object({ name: line, role: line })),
    /** The sealed text, where it is one. */
    document: staff(prose.optional()),
  }),
  /** Said by the server: the public half of the key that seals from now on. */
  'sealkey.published': z.object({ algorithm: z.literal('Ed25519'), publicKey: z.string().max(200) }),
  'decision.requested': z.object({
    title: line,
    text: staff(prose.optional()),
    agency: id.optional(),
    /** The thing it is about: a project, an incident, a commitment. */
    about: id.optional(),
    due: day.optional(),
  }),
  /** One that is deferred waits again from `until` on: a day, or a moment; left out: the day it is needed by, or the next. */
  'decision.decided': z.object({
    choice: z.enum(['approved', 'rejected', 'deferred']),
    until: day.optional(),
    note,
  }),
  /** Said by the schedule: a report is overdue, and who was reminded of it. */
  'report.reminded': z.object({
    agency: id,
    report: id,
    title: line,
    due: instant,
    step: z.enum(['pic', 'head', 'sekda']),
    to: staff(line.optional()),
  }),
}
