import fc from 'fast-check'
import type { EventType } from '../../shared/events/types.ts'
import { auditData } from './audit-data.ts'
import { coordinationData } from './coordination-data.ts'
import { governanceData } from './governance-data.ts'
import { reliefData } from './relief-data.ts'
import { sitrepData } from './sitrep-data.ts'
import { setting } from './setting-data.ts'
import { ticketData } from './ticket-data.ts'
import { area, roomData, whose } from './room-data.ts'
import { record, type Data } from './record.ts'

/** Few ids for all kinds of things, so that statements meet; some are names that every object has. */
export const subject = fc.constantFrom('a', 'b', 'c', 'd', 'constructor', '__proto__', '7')
const agency = fc.constantFrom('pu', 'bpbd', 'dinkes', 'constructor', '__proto__')
const base = Date.UTC(2026, 2, 30, 12)
export const moment = fc
  .integer({ min: -10 * 24 * 60, max: 10 * 24 * 60 })
  .map((minutes) => new Date(base + minutes * 60_000).toISOString())
const day = moment.map((at) => at.slice(0, 10))
const level = fc.integer({ min: 0, max: 3 })
const text = fc.constantFrom('Banjir di Kuta', 'Jalan putus', 'Air naik', ' x ', '"\u2028\ud83c\udf0a')
const note = fc.constantFrom('dicek', 'sudah', '')
const figure = fc.oneof(
  fc.double({ min: -20, max: 120, noNaN: true }),
  fc.constantFrom(-0, 0, 1e15),
  fc.integer({ min: -5, max: 5 }),
)
const point = fc
  .tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 }))
  .map(([x, y]) => ({ type: 'Point', coordinates: [116 + x / 8, -9 + y / 8] }))
const geometry = fc.oneof(
  point,
  fc.constant({ type: 'LineString', coordinates: [[116, -9], [116.5, -8.5]] }), // prettier-ignore
  point.map((one) => ({ type: 'GeometryCollection', geometries: [one, one] })),
)
const reporter = fc.constantFrom('Budi Contoh', { name: 'Budi Contoh', phone: '081200000000' })
const hash = fc.constantFrom('a', 'b', 'c').map((digit) => digit.repeat(64))
const photos = fc.constant(['a'.repeat(64)])

const noted = record({}, { note })
/** The names of a warning's statements; some are the ids of others. */
const name = fc.oneof(subject, fc.integer({ min: 0, max: 30 }).map(String))
const warning = record(
  { headline: text, hazard: fc.constant('cuaca ekstrem'), level, issuer: fc.constant('BMKG') },
  {
    geometry,
    onset: moment,
    expires: moment,
    area: text,
    description: text,
    instruction: text,
    status: fc.constantFrom('actual', 'test'),
    identifier: name,
    references: fc.array(name, { maxLength: 3 }),
  },
)
const part = record(
  {},
  {
    headline: text,
    level,
    expires: moment,
    status: fc.constantFrom('actual', 'exercise'),
    identifier: name,
    references: fc.array(name, { maxLength: 3 }),
  },
)
/** Data of every event type, as a sender may give it. */
export const dataOf: Record<EventType, Data> = {
  'observation.made': record(
    { kind: fc.constantFrom('earthquake', 'earthquake', 'hotspot', 'constructor'), geometry, title: text },
    { value: figure, unit: fc.constant('M'), level, details: fc.dictionary(subject, fc.jsonValue()) },
  ),
  'incident.reported': record(
    { hazard: fc.constantFrom('banjir', 'longsor'), level, title: text, geometry },
    {
      description: note,
      reporter,
      address: reporter,
      channel: fc.constant('wa'),
      photos,
      tickets: fc.array(subject, { maxLength: 3 }),
    },
  ),
  'incident.verified': record({}, { note, level, title: text }),
  'incident.assessed': record(
    {},
    {
      level,
      title: text,
      geometry,
      note,
      impact: fc.dictionary(fc.constantFrom('meninggal', 'mengungsi', 'constructor'), fc.nat(50)),
      by: whose,
      region: area,
      asOf: moment,
      victims: reporter,
    },
  ),
  'incident.resolved': noted,
  'incident.rejected': record({}, { note, reason: text }),
  'incident.merged': record({ into: subject }, { note }),
  'incident.unmerged': noted,
  'task.assigned': record({ incident: subject, agency, title: text }, { due: moment, step: subject, note }),
  'task.acknowledged': noted,
  'task.progressed': record(
    {},
    { note, percent: fc.integer({ min: 0, max: 100 }), blocked: text, blockedBy: agency },
  ),
  'task.completed': record({}, { note, photos }),
  'task.escalated': record({}, { note, to: text, step: fc.integer({ min: 1, max: 4 }) }),
  'warning.issued': warning,
  'warning.updated': part,
  'warning.cancelled': part,
  ...ticketData({ moment, subject, agency, text, note, geometry, reporter, photos }),
  'project.registered': record(
    {
      name: text,
      agency,
      start: day,
      finish: day,
      milestones: fc.array(fc.record({ id: subject, title: text, due: day }), { maxLength: 3 }),
    },
    { budget: fc.nat(), geometry, contractor: text, program: text },
  ),
  'project.progressed': record(
    { asOf: fc.oneof(day, moment) },
    { planned: fc.option(figure), physical: fc.option(figure), financial: figure, budget: fc.nat(), note },
  ).filter(({ planned, physical, financial }) =>
    [planned, physical, financial].every((value) => Math.abs(Number(value ?? 0)) <= 1000),
  ),
  'milestone.reached': record({ project: subject, milestone: subject }, { note, photo: fc.constant('x') }),
  'indicator.defined': record(
    { name: text, unit: fc.constant('%'), direction: fc.constantFrom('up', 'turun'), agency },
    { target: figure, cadence: fc.constant('bulanan') },
  ),
  'indicator.measured': record(
    { value: figure, asOf: fc.oneof(day, moment) },
    { region: fc.constantFrom('52.02', '52', '__proto__'), parts: fc.dictionary(subject, figure), note },
  ),
  'report.submitted': record({ agency, title: text }, { text: note, photos, kind: fc.constant('harian') }),
  'commitment.signed': record({
    agency,
    title: text,
    measure: text,
    due: day,
    signers: fc.constant([{ name: 'Siti Contoh', role: 'Kepala' }]),
  }),
  'commitment.fulfilled': record({}, { note, value: figure }),
  'source.declared': record(
    { owner: text, everySeconds: fc.constant(60), lateAfterSeconds: fc.constant(300) },
    { title: text },
  ),
  'source.heard': record({ asOf: moment, items: fc.nat(9) }),
  'source.failed': record({ reason: text }),
  'source.recovered': noted,
  'alarm.raised': record(
    { rule: subject, about: subject, level, message: text },
    { members: fc.array(subject, { maxLength: 3 }), count: fc.integer({ min: 1, max: 9 }) },
  ),
  'alarm.acknowledged': noted,
  'alarm.shelved': record({ until: moment, reason: text }),
  'alarm.returned': noted,
  'alarm.silenced': noted,
  'alarm.unshelved': noted,
  'alarm.cleared': noted,
  'setting.changed': setting,
  ...coordinationData({ moment, day, subject, agency, text, note }),
  'media.released': record({ sha256: hash }, { caption: text, about: subject, bytes: fc.constant(9) }),
  'media.withheld': record({ sha256: hash }, { note }),
  ...governanceData,
  ...reliefData,
  ...sitrepData,
  ...roomData,
  ...auditData,
}
