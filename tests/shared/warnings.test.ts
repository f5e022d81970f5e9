import { expect, test } from 'vitest'
import type { EventType, RecordedEvent } from '../../shared/events/types.ts'
import { digest } from '../../shared/situation/digest.ts'
import { evolve } from '../../shared/situation/evolve.ts'
import { situationFromJson, situationToJson } from '../../shared/situation/json.ts'
import { createSituation, type Situation } from '../../shared/situation/situation.ts'

function say(situation: Situation, type: EventType, subject: string, data: Record<string, unknown>): void {
  const seq = situation.seq + 1
  const time = new Date(Date.UTC(2026, 0, 18, 10, seq)).toISOString()
  const event = {
    specversion: '1.0',
    id: `s-${seq}`,
    source: '/cap',
    type,
    subject,
    time,
    data,
    seq,
    recorded: time,
  }
  evolve(situation, event as unknown as RecordedEvent)
}

const first = {
  headline: 'Hujan lebat',
  hazard: 'hujan',
  level: 1,
  issuer: 'BMKG',
  expires: '2026-01-18T18:00:00.000Z',
}

test('an update that refers to an earlier update alone changes the warning that began it', () => {
  const situation = createSituation()
  say(situation, 'warning.issued', 'A', first)
  say(situation, 'warning.updated', 'A', { level: 2, identifier: 'B', references: ['A'] })
  say(situation, 'warning.updated', 'B', { level: 3, identifier: 'C', references: ['B'] })
  expect([...situation.warning.keys()]).toEqual(['A'])
  expect(situation.warning.get('A')).toMatchObject({ level: 3, headline: 'Hujan lebat' })
  const copy = situationFromJson(JSON.parse(JSON.stringify(situationToJson(situation))))
  for (const each of [situation, copy])
    say(each, 'warning.cancelled', 'C', { identifier: 'D', references: ['C'] })
  expect(copy.warning.get('A')?.cancelled).toBe(true)
  expect(digest(copy)).toBe(digest(situation))
})

test('a cancel calls off every warning that it refers to, and no other', () => {
  const situation = createSituation()
  for (const id of ['A', 'B', 'C']) say(situation, 'warning.issued', id, first)
  say(situation, 'warning.cancelled', 'A', { identifier: 'X', references: ['A', 'B', 'unknown'] })
  const called = (id: string) => situation.warning.get(id)?.cancelled === true
  expect([called('A'), called('B'), called('C')]).toEqual([true, true, false])
  expect(situation.warning.size).toBe(3)
})
