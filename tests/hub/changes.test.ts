import { expect, test } from 'vitest'
import { changesSince } from '../../server/changes.ts'
import type { RecordedEvent } from '../../shared/events/types.ts'
import { createSituation } from '../../shared/situation/situation.ts'

test('whoever was away for more than 20,000 statements is told how many are left unread', async () => {
  const head = 20_500
  const event = (seq: number) =>
    ({
      seq,
      recorded: '2026-11-22T00:00:00.000Z',
      id: `e${seq}`,
      source: '/uji',
      type: 'decision.requested',
      subject: `d${seq}`,
      time: '2026-11-22T00:00:00.000Z',
      data: { title: 'Uji' },
    }) as RecordedEvent
  const log = {
    head: async () => ({ seq: head }),
    read: async (after: number, limit: number) =>
      Array.from({ length: Math.min(limit, head - after) }, (_, at) => event(after + at + 1)),
  }
  const seen = (seq: number) => changesSince(log, createSituation({}), 'staff', seq, 12)
  expect(await seen(100)).toMatchObject({ events: 20_400, unread: 400 })
  expect(await seen(20_400)).toMatchObject({ events: 100, unread: 0 })
})
