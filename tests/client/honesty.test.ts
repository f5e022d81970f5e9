import { describe, expect, test } from 'vitest'
import { headlineFacts } from '../../client/tiles/headline.ts'
import { saidWords } from '../../client/tiles/headline-words.ts'
import { nextMilestone } from '../../client/tiles/milestones.ts'
import { quietParts } from '../../client/tiles/quiet.ts'
import { notKnown, stampOf } from '../../client/ui/stamp.ts'
import { event, evening, folded, incident, point } from './told.ts'

const hour = 3_600_000
const declared = (seq: number, id: string, title: string) =>
  event(seq, 'source.declared', id, { owner: 'BPBD', everySeconds: 600, lateAfterSeconds: 3600, title }, 0)
const heard = (seq: number, id: string, items = 0) =>
  event(seq, 'source.heard', id, { asOf: new Date(evening).toISOString(), items })

const listening = folded([declared(1, 'pusdalops', 'Pusdalops'), heard(2, 'pusdalops')])

describe('silence is never called calm', () => {
  test('nothing is known without a source, or with one that was never heard', () => {
    expect(notKnown(folded([]), ['pusdalops'], evening, 'live')).toBe('tidak ada sumber yang melapor')
    const never = folded([declared(1, 'pusdalops', 'Pusdalops')])
    expect(notKnown(never, ['pusdalops'], evening, 'live')).toBe('Pusdalops belum pernah ada data')
  })

  test('a source heard with nothing new is enough', () => {
    expect(notKnown(listening, ['pusdalops'], evening + hour / 2, 'live')).toBeUndefined()
  })

  test('one late source is enough to know no longer, and so is a link that is not live', () => {
    const two = folded([
      declared(1, 'pusdalops', 'Pusdalops'),
      declared(2, 'bpbd-trc', 'TRC'),
      heard(3, 'pusdalops'),
    ])
    expect(notKnown(two, ['pusdalops', 'bpbd'], evening, 'live')).toBeUndefined()
    expect(notKnown(listening, ['pusdalops'], evening + 2 * hour, 'live')).toBe('Pusdalops terlambat')
    expect(notKnown(listening, ['pusdalops'], evening, 'late')).toBe('tidak tersambung sejak 19.46')
  })

  test('a past moment was heard whole: it is not called cut off, and what was late then is late', () => {
    expect(notKnown(listening, ['pusdalops'], evening, 'past')).toBeUndefined()
    expect(notKnown(listening, ['pusdalops'], evening + 2 * hour, 'past')).toBe('Pusdalops terlambat')
    expect(stampOf(listening, ['pusdalops'], evening, 'past').asOf).toBe('per 19.46')
  })
})

describe('the stamp of a tile', () => {
  test('names owner and age while all is fresh', () => {
    expect(stampOf(listening, ['pusdalops'], evening + 600_000, 'live')).toEqual({
      text: 'BPBD · 10 menit lalu',
      asOf: undefined,
      old: false,
    })
  })

  test('names the source that is silent and since when its figures hold', () => {
    expect(stampOf(listening, ['pusdalops'], evening + 6 * hour, 'live')).toEqual({
      text: 'Pusdalops diam',
      asOf: 'per 19.46',
      old: true,
    })
  })

  test('marks everything when the link is lost, without an age that would have to grow', () => {
    const stamp = stampOf(listening, ['pusdalops'], evening, 'lost')
    expect(stamp).toEqual({ text: 'BPBD', asOf: 'per 19.46', old: true })
  })
})

describe('the headline', () => {
  const warning = (level: number, expires: number) =>
    event(9, 'warning.issued', 'w', {
      headline: 'Peringatan dini tsunami',
      hazard: 'tsunami',
      level,
      issuer: 'BMKG',
      expires: new Date(expires).toISOString(),
    })

  test('is the worst incident, the newest of several', () => {
    const facts = headlineFacts(
      folded([incident(1, 'a', 3), incident(2, 'b', 1), incident(3, 'c', 0)]),
      evening,
    )
    expect([facts.level, facts.subject]).toEqual([3, 'Banjir di a'])
  })

  test('is a warning only while that is worse and in force', () => {
    const situation = folded([incident(1, 'a', 2), warning(3, evening + hour)])
    expect(headlineFacts(situation, evening).subject).toBe('Peringatan dini tsunami')
    expect(headlineFacts(situation, evening + hour).subject).toBe('Banjir di a')
  })

  test('adds up people over open incidents, says how old the oldest part is and whose, and names no zero', () => {
    const impact = { meninggal: 2, lukaBerat: 3, lukaRingan: 4, mengungsi: 0 }
    const assessed = (seq: number, id: string, by: string) =>
      event(seq, 'incident.assessed', id, { impact, by, asOf: `2018-08-05T1${seq}:00:00.000Z` })
    const facts = headlineFacts(
      folded([incident(1, 'a'), incident(2, 'b'), assessed(3, 'a', 'BPBD'), assessed(4, 'b', 'DINKES')]),
      evening,
    )
    const said = { asOf: '2018-08-05T13:00:00.000Z', by: ['BPBD', 'DINKES'] }
    expect(facts.people).toEqual([
      { name: 'meninggal', value: 4, ...said },
      { name: 'luka', value: 14, ...said },
    ])
    const site = { region: '', name: '', timeZone: 'Asia/Makassar', zone: 'WITA' }
    const words = (by: string[]) => saidWords({ ...said, by }, evening, site, (id) => id.toLowerCase())
    expect(words(said.by)).toBe('per 21.00 · bpbd, dinkes')
    expect(words(['a', 'b', 'c'])).toBe('per 21.00 · 3 sumber')
  })
})

test('the room that few incidents leave says what was closed last and what is watched, with its time', () => {
  const gauge = (seq: number, id: string, value: number) =>
    event(seq, 'observation.made', id, {
      ...{ kind: 'water-level', title: `${id}: ${value} cm`, value, unit: 'cm', geometry: point },
      details: { siaga1: 250, siaga2: 200, siaga3: 180 },
    })
  const situation = folded([
    incident(1, 'a', 2),
    event(2, 'incident.resolved', 'a', {}),
    gauge(3, 'Pos Jauh', 20),
    gauge(4, 'Pos Tiwu', 150),
  ])
  const words = (halves: number) =>
    quietParts(situation, evening, halves).map(({ title, rows }) => [
      title,
      ...rows.map((row) => `${row.title}: ${row.line}`),
    ])
  const closed = ['Terakhir ditutup', expect.stringMatching(/^Banjir di a: Kejadian selesai · 19\.46$/)]
  const near = 'Pos Tiwu: 150 cm · 30 cm lagi Waspada · per 19.46'
  expect(words(2)).toEqual([])
  expect(words(6)).toEqual([closed, ['Dipantau', near]])
  expect(words(8)).toEqual([closed, ['Dipantau', near, expect.stringContaining('Pos Jauh')]])
  expect(quietParts(folded([]), evening, 8)).toEqual([])
})

test('the next milestone is the first due of those not reached, late once its day is over', () => {
  const milestones = [
    { id: 'm2', title: 'Fisik 50 persen', due: '2018-08-04' },
    { id: 'm1', title: 'Uang muka', due: '2018-03-28', reached: '2018-03-27T00:00:00Z' },
    { id: 'm3', title: 'Serah terima', due: '2018-11-30' },
  ]
  const [project] = folded([
    event(1, 'project.registered', 'p', {
      name: 'Jalan',
      agency: 'PUPR',
      start: '2018-03-01',
      finish: '2018-11-30',
      geometry: point,
      milestones: milestones.map(({ reached: _, ...step }) => step),
    }),
    event(2, 'milestone.reached', 'p/m1', { project: 'p', milestone: 'm1' }),
  ]).project.values()
  const next = project && nextMilestone(project, Date.parse('2018-08-06T00:00:00Z'))
  expect(next).toMatchObject({ id: 'm2', lateMs: 24 * hour })
})
