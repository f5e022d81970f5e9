import fc from 'fast-check'
import type { EventType } from '../../shared/events/types.ts'
import { record, type Data } from './record.ts'

const subject = fc.constantFrom('a', 'b', 'c', 'constructor', '__proto__')
const agency = fc.constantFrom('pu', 'bpbd', '__proto__')
const text = fc.constantFrom('Jalan mantap', 'Rapat koordinasi', '"\u2028\ud83c\udf0a')
const note = fc.constantFrom('dicek', '')
const moment = fc
  .integer({ min: 0, max: 40_000 })
  .map((minutes) => new Date(Date.UTC(2026, 2, 10) + minutes * 60_000).toISOString())
const day = moment.map((at) => at.slice(0, 10))
const figure = fc.oneof(fc.double({ min: -20, max: 120, noNaN: true }), fc.constantFrom(-0, 0, 1e15))

const presenters = fc.array(fc.record({ role: text, agency }), { minLength: 1, maxLength: 3 })

/** Data of the events by which a regency steers, as a sender may give it. */
export const governanceData = {
  'project.summoned': record({ stage: fc.integer({ min: 1, max: 3 }), held: day }, { outcome: note }),
  'plan.set': record(
    { level: fc.constantFrom('rpjmd', 'rkpd', 'program', 'kegiatan', 'target'), code: subject, name: text },
    { parent: subject, agency, measure: text, unit: fc.constant('km'), target: figure, finish: day },
  ),
  'plan.dropped': record({}, { note }),
  'commitment.drafted': record(
    { agency, agenda: text, title: text, measure: text, due: day, presenters },
    { cluster: text, target: figure, unit: fc.constant('%') },
  ),
  'seal.made': record(
    {
      about: subject,
      title: text,
      sha256: fc.constant('a'.repeat(64)),
      key: subject,
      signature: fc.constant('x'),
      sealed: moment,
      signer: fc.constant({ name: 'Siti Contoh', role: 'Kepala' }),
    },
    { presenter: fc.nat(3), document: text, person: text },
  ),
  'sealkey.published': record({ algorithm: fc.constant('Ed25519'), publicKey: fc.constant('x') }),
  'decision.requested': record({ title: text }, { text: note, agency, about: subject, due: day }),
  'decision.decided': record(
    { choice: fc.constantFrom('approved', 'rejected', 'deferred') },
    { note, until: day },
  ),
  'report.reminded': record(
    { agency, report: subject, title: text, due: moment, step: fc.constantFrom('pic', 'head', 'sekda') },
    { to: text },
  ),
} satisfies Partial<Record<EventType, Data>>
