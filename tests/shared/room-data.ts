import fc from 'fast-check'
import type { room } from '../../shared/events/room.ts'
import { record, type Data } from './record.ts'

const subject = fc.constantFrom('a', 'b', '__proto__')
const text = fc.constantFrom('Banjir di Kuta', 'Air naik')
const note = fc.constantFrom('dicek')
const at = fc.constantFrom('2026-03-30T01:00:00Z', '2026-03-31T01:00:00Z')

/** Areas of every level, so that sums of sums come about. */
export const area = fc.constantFrom(
  '52',
  '52.02',
  '52.02.04',
  '52.02.04.2009',
  '52.02.04.2010',
  '52.01.01.2001',
)
export const whose = fc.constantFrom('BPBD', 'Dinsos', 'jumlah', 'constructor')
const injects = fc.array(
  fc.record({
    after: fc.nat(90),
    title: note,
    type: fc.constant('incident.reported'),
    data: fc.constant({ hazard: 'banjir', title: 'dicek' }),
  }),
  { maxLength: 3 },
)

/** The data of what the people in the room say to each other. */
export const roomData: Record<keyof typeof room, Data> = {
  'incident.noted': record({ kind: fc.constantFrom('pesan', 'selesai'), note }, { key: fc.boolean() }),
  'incident.picked': record(
    { figure: fc.constantFrom('meninggal', 'mengungsi', 'constructor'), by: whose, reason: note },
    { region: area },
  ),
  'handover.given': record({
    to: note,
    note,
    points: fc.array(fc.record({ about: subject, text: note }), { maxLength: 3 }),
  }),
  'handover.accepted': record({}, { note }),
  'exercise.planned': record(
    { title: text, start: at, rate: fc.constantFrom(1, 60), injects },
    { goal: note },
  ),
  'exercise.started': record({ title: text, start: at }, { injects }),
  'exercise.injected': record({ inject: fc.nat(5) }),
  'exercise.ended': record({}, { note }),
  'exercise.reviewed': record({ findings: note }),
}
