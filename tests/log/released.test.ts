import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cut, cutSituation } from '../../shared/audience.ts'
import { readEvent } from '../../shared/events/read.ts'
import { eventData, type RecordedEvent } from '../../shared/events/types.ts'
import { evolve } from '../../shared/situation/evolve.ts'
import { situationToJson } from '../../shared/situation/json.ts'
import { createSituation } from '../../shared/situation/situation.ts'

const folder = join(import.meta.dirname, '..', 'fixtures', 'logs')

/** The committed log of a released version: one recorded event per line. */
function logOf(version: string): RecordedEvent[] {
  const lines = readFileSync(join(folder, `${version}.jsonl`), 'utf8')
    .trimEnd()
    .split('\n')
  return lines.map((line) => JSON.parse(line) as RecordedEvent)
}

const versions = readdirSync(folder).map((name) => name.replace(/\.jsonl$/, ''))
const context = { received: '2026-11-20T00:00:00.000Z', reference: () => 'v_1' }

test.each(versions)('the log of version %s is still understood, event by event', (version) => {
  for (const event of logOf(version)) {
    const read = readEvent(event, context)
    expect('problem' in read ? [event.seq, read.problem] : 'understood').toBe('understood')
  }
})

test.each(versions)('the log of version %s is still folded, for each audience', (version) => {
  const [staff, wall] = [createSituation(), createSituation()]
  for (const event of logOf(version)) {
    evolve(staff, event)
    evolve(wall, cut(event, 'wall'))
  }
  expect(situationToJson(wall)).toEqual(cutSituation(situationToJson(staff), 'wall'))
})

test('the log of version 0.1.0 holds every type of its day and comes to what it came to then', () => {
  const log = logOf('0.1.0')
  const types = new Set<string>(log.map(({ type }) => type))
  expect(types.size).toBe(58)
  expect([...types].filter((type) => !Object.hasOwn(eventData, type))).toEqual([])
  const situation = createSituation()
  for (const event of log) evolve(situation, event)
  expect([...situation.incident.values()].map(({ id, status, level }) => [id, status, level])).toEqual([
    ['i1', 'handled', 3],
  ])
  expect([...situation.task.keys()]).toEqual(['t2'])
  expect([...situation.ticket.values()].map(({ id, status }) => [id, status])).toEqual([
    ['a1', 'answered'],
    ['a2', 'reopened'],
  ])
  expect(situation.observation.get('q1')).toMatchObject({ value: 5, revisions: 1 })
  expect(situation.warning.get('w1')).toMatchObject({ level: 2, headline: 'Hujan lebat' })
  expect(situation.warning.get('w2')?.cancelled).toBe(true)
  expect(situation.project.get('p1')?.milestones[0]?.reached).toBe('2026-11-20T01:40:00.000Z')
  expect(situation.counter.get('incidents')?.n).toMatchObject({
    reported: 3,
    merged: 1,
    resolved: 1,
    rejected: 1,
  })
})
