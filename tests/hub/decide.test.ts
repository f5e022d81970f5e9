import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ReasonCode } from '../../shared/events/reasons.ts'
import type { EventType } from '../../shared/events/types.ts'
import { caller, incident, task, TestWorld, ticket } from './world.ts'

type Step = Parameters<TestWorld['tell']>[0]
const step = (type: EventType, subject: string, data: Record<string, unknown> = {}): Step => ({
  type,
  subject,
  data,
})

const geometry = { type: 'Point', coordinates: [116.3, -8.7] }
const project = step('project.registered', 'p', {
  ...{ name: 'Jembatan', agency: 'pu', start: '2026-01-01', finish: '2026-12-31' },
  milestones: [{ id: 'm', title: 'Fondasi', due: '2026-06-30' }],
})
const commitment = (type: EventType, subject: string) =>
  step(type, subject, {
    ...{ agency: 'pu', agenda: 'Air bersih', title: 'Sumur bor', measure: 'sumur', due: '2026-12-31' },
    ...{ signers: [{ name: 'Siti Contoh', role: 'Kepala' }], presenters: [{ role: 'Kepala', agency: 'pu' }] },
  })
const warning = step('warning.issued', 'w', {
  ...{ headline: 'Hujan lebat', hazard: 'cuaca-ekstrem', level: 1, issuer: 'BMKG', geometry },
  expires: '2026-04-30T00:00:00Z',
})
const decree = { stage: 'siaga-darurat', hazard: 'banjir', decree: 'SK 1', signer: 'Bupati' }
const beras = { item: 'beras', title: 'Beras', unit: 'kg', change: 'distributed', amount: 5 }
const exercise = { title: 'Gladi', start: '2026-04-01T00:00:00Z', rate: 1, injects: [] }
const choice = { choice: 'approved' }
const dinkes = { agency: 'dinkes' }
const alarm = (subject: string) =>
  step('alarm.raised', subject, { rule: 'r', about: 'x', level: 2, message: 'Alarm' })

/** Of each reason: what was told before, and the act that is not possible then. */
const acts: [code: ReasonCode, before: Step[], act: Step][] = [
  ['there-already', [incident('a')], incident('a')],
  ['changed-since', [incident('b')], { ...step('incident.verified', 'b'), basis: 0 }],
  ['verified-already', [incident('c'), step('incident.verified', 'c')], step('incident.verified', 'c')],
  ['still-open', [incident('d')], step('incident.unmerged', 'd')],
  ['not-closed', [], step('incident.unmerged', 'never')],
  ['not-open', [], step('incident.verified', 'never')],
  ['incident-not-open', [], task('t1', 'never')],
  ['merge-itself', [incident('e')], step('incident.merged', 'e', { into: 'e' })],
  ['merge-target-closed', [incident('f')], step('incident.merged', 'f', { into: 'never' })],
  [
    'figure-not-said',
    [incident('g')],
    step('incident.picked', 'g', { figure: 'hilang', by: 'bpbd', reason: 'r' }),
  ],
  [
    'acknowledged-already',
    [incident('h'), task('t2', 'h'), step('task.acknowledged', 't2')],
    step('task.acknowledged', 't2'),
  ],
  [
    'accepted-already',
    [step('handover.given', 's', { to: 'Regu B', note: 'n', points: [] }), step('handover.accepted', 's')],
    step('handover.accepted', 's'),
  ],
  ['exercise-order', [step('exercise.planned', 'x', exercise)], step('exercise.ended', 'x')],
  ['cancelled-already', [warning, step('warning.cancelled', 'w')], step('warning.cancelled', 'w')],
  [
    'status-not-in-force',
    [],
    step('status.declared', 'sk', { ...decree, start: '2026-03-30', end: '2026-04-30', replaces: 'never' }),
  ],
  ['no-milestone', [project], step('milestone.reached', 'p', { project: 'p', milestone: 'never' })],
  [
    'reached-already',
    [step('milestone.reached', 'p', { project: 'p', milestone: 'm' })],
    step('milestone.reached', 'p', { project: 'p', milestone: 'm' }),
  ],
  [
    'decided-already',
    [step('decision.requested', 'q', { title: 'Tanya' }), step('decision.decided', 'q', choice)],
    step('decision.decided', 'q', choice),
  ],
  ['signed-already', [commitment('commitment.signed', 'k1')], commitment('commitment.drafted', 'k1')],
  ['not-signed', [commitment('commitment.drafted', 'k2')], step('commitment.fulfilled', 'k2')],
  [
    'fulfilled-already',
    [commitment('commitment.signed', 'k3'), step('commitment.fulfilled', 'k3')],
    step('commitment.fulfilled', 'k3'),
  ],
  [
    'stock-short',
    [step('stock.changed', 'beras', { ...beras, change: 'counted', amount: 4 })],
    step('stock.changed', 'beras', beras),
  ],
  ['photo-not-released', [], step('media.withheld', 'f', { sha256: 'a'.repeat(64) })],
  ['alarm-acknowledged', [alarm('a1'), step('alarm.acknowledged', 'a1')], step('alarm.acknowledged', 'a1')],
  ['alarm-silent', [alarm('a2'), step('alarm.acknowledged', 'a2')], step('alarm.silenced', 'a2')],
  ['alarm-not-shelved', [alarm('a3')], step('alarm.unshelved', 'a3')],
  ['verified-already', [ticket('i'), step('ticket.verified', 'i')], step('ticket.verified', 'i')],
  ['with-no-agency', [ticket('j')], step('ticket.returned', 'j')],
  [
    'lies-there-already',
    [ticket('k'), step('ticket.routed', 'k', dinkes)],
    step('ticket.routed', 'k', dinkes),
  ],
  [
    'at-project-already',
    [ticket('l'), step('ticket.routed', 'l', { ...dinkes, aboutProject: 'p' })],
    step('ticket.routed', 'l', { ...dinkes, aboutProject: 'p' }),
  ],
  ['held-already', [ticket('m'), step('ticket.held', 'm')], step('ticket.held', 'm')],
  ['not-held', [ticket('n')], step('ticket.resumed', 'n')],
  ['duplicate-of', [ticket('o')], step('ticket.closed', 'o', { outcome: 'duplicate', duplicateOf: 'o' })],
  ['owes-note', [ticket('r')], step('ticket.closed', 'r', { outcome: 'archived' })],
]

let world: TestWorld
beforeAll(async () => void (world = await new TestWorld().open()))
afterAll(() => world.discard())

for (const [code, before, act] of acts)
  test(`${act.type} is refused as ${code}, and nothing is recorded`, async () => {
    const by = caller('admin')
    for (const each of before) await world.recorded(each, by)
    const head = world.staff.seq
    expect(await world.tell(act, by)).toMatchObject({ refused: { status: 409, code } })
    expect(world.staff.seq).toBe(head)
  })
