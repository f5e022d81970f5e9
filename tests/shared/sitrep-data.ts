import fc from 'fast-check'
import type { EventType } from '../../shared/events/types.ts'

const subject = fc.constantFrom('a', 'b', 'c', 'constructor', '__proto__')
const text = fc.constantFrom('Laporan situasi 1', 'Hujan lebat', '"\u2028\ud83c\udf0a')
const at = '2026-03-10T00:00:00.000Z'
const figure = { key: 'x/mengungsi', label: 'Mengungsi', value: 12, unit: 'jiwa', asOf: at, before: 4 }
const empty = { leftOut: 0, warnings: [], statuses: [], efforts: [], tasks: [], resources: [], aid: [] }

/** Data of situation reports, as the server says them. */
export const sitrepData = {
  'sitrep.drafted': fc.record(
    {
      number: fc.integer({ min: 1, max: 9 }),
      title: text,
      asOf: fc.constant(at),
      upTo: fc.nat(90),
      incident: subject,
      previous: subject,
      by: subject,
      content: fc.constant({
        ...empty,
        incidents: [],
        totals: [figure],
        obstacles: [{ text: 'x' }],
        urgent: ['x'],
      }),
      texts: fc.record({ cause: text, plan: text }),
    },
    { requiredKeys: ['number', 'title', 'asOf', 'upTo', 'by', 'content', 'texts'] },
  ) as fc.Arbitrary<Record<string, unknown>>,
  'sitrep.approved': fc.record({
    draft: fc.integer({ min: 1, max: 40 }),
    code: subject,
    sha256: fc.constant('a'.repeat(64)),
    signer: fc.constant({ name: 'Siti Contoh', role: 'Sekretaris Daerah' }),
    by: subject,
  }) as fc.Arbitrary<Record<string, unknown>>,
} satisfies Partial<Record<EventType, unknown>>
