import fc from 'fast-check'
import type { EventType } from '../../shared/events/types.ts'
import { record, type Data } from './record.ts'

const subject = fc.constantFrom('a', 'b', 'c', 'constructor', '__proto__')
const agency = fc.constantFrom('pu', 'bpbd', '__proto__')
const text = fc.constantFrom('Gudang BPBD', 'Posko Kuta', '"\u2028\ud83c\udf0a')
const moment = fc
  .integer({ min: 0, max: 40_000 })
  .map((minutes) => new Date(Date.UTC(2026, 2, 10) + minutes * 60_000).toISOString())
const heads = fc.nat(5_000)
const range = fc.tuple(fc.nat(50), fc.nat(50)).map(([least, more]) => [least, least + more])
const tenths = (each: fc.Arbitrary<unknown>) => fc.array(each, { minLength: 10, maxLength: 10 })
const amount = fc.oneof(fc.double({ min: 0, max: 900, noNaN: true }), fc.constantFrom(-0, 0.1, 0.2, 1e9))

/** Data of what people need and what there is, as a sender may give it. */
export const reliefData = {
  'population.counted': record(
    {
      village: fc.constantFrom('52.02.04.2009', '52.02.04.2010'),
      people: heads,
      asOf: moment.map((at) => at.slice(0, 10)),
    },
    { households: heads, elderly: heads, underFives: heads, deciles: tenths(heads), by: text },
  ),
  'incident.estimated': record(
    {
      geometry: fc.constant({
        type: 'Polygon',
        coordinates: [[[116, -9], [116.2, -9], [116.2, -8.8], [116, -9]]], // prettier-ignore
      }),
      from: fc.constantFrom('drawn', 'buffer', 'warning', 'shake'),
      people: range,
      ...{ villages: fc.nat(9), partial: fc.nat(9), unknown: fc.nat(9) },
    },
    { households: range, elderly: range, underFives: range, deciles: tenths(range), note: text },
  ),
  'stock.changed': record(
    {
      item: subject,
      title: text,
      unit: fc.constantFrom('kg', 'liter'),
      change: fc.constantFrom('needed', 'received', 'distributed', 'counted'),
      amount,
    },
    { place: text, agency, party: text, note: text },
  ),
  'resource.reported': record(
    { kind: fc.constantFrom('posko', 'pengungsian', 'ambulans'), name: text },
    {
      ...{ capacity: heads, used: heads, place: text, agency, asOf: moment, note: text },
      geometry: fc.constant({ type: 'Point', coordinates: [116.3, -8.7] }),
    },
  ),
  'resource.withdrawn': record({}, { note: text }),
} satisfies Partial<Record<EventType, Data>>
