import { expect, test } from 'vitest'
import type { Caller, Role } from '../../server/access/caller.ts'
import { Limits } from '../../server/http/limits.ts'
import { Refusal } from '../../shared/events/problem.ts'
import { gauge, running } from './running.ts'

const caller = (ref: string, role: Role): Caller => ({ role, ref, name: ref, sources: ['*'] })

/** The seconds that a refusal says to wait; 0 when it is let through. */
function waitFor(act: () => void): number {
  try {
    act()
    return 0
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    expect(error.problem.status).toBe(429)
    return Number(error.problem.retryAfterSeconds)
  }
}

test('a feeder at 500 events a second is never slowed down, however it batches them', () => {
  for (const batch of [1, 500, 10_000]) {
    let now = 0
    const limits = new Limits(() => now)
    for (let told = 0; told < 200_000; told += batch) {
      limits.spend(caller('k', 'feeder'), batch)
      now += (batch / 500) * 1000
    }
    expect(limits.size).toBe(1)
  }
})

test('who asks too much is told how long to wait, and goes on after that; others are not touched', () => {
  let now = 0
  const limits = new Limits(() => now)
  const greedy = caller('k_1', 'display')
  let asked = 0
  let wait = 0
  while (wait === 0 && asked < 1_000_000) {
    wait = waitFor(() => limits.spend(greedy, 1))
    asked++
  }
  expect(asked).toBe(20_001)
  expect(wait).toBe(1)
  expect(waitFor(() => limits.spend(caller('k_2', 'display'), 1))).toBe(0)
  expect(waitFor(() => limits.spend(greedy, 5_000))).toBe(10)
  now += 10_000
  expect(waitFor(() => limits.spend(greedy, 5_000))).toBe(0)
})

test('the memory of callers is bounded', () => {
  const limits = new Limits(() => 0)
  for (let at = 0; at < 30_000; at++) limits.wrongKey(`10.0.${at >> 8}.${at & 255}`)
  expect(limits.size).toBe(10_000)
})

test('an address with wrong keys is slowed down, its right keys are not', async () => {
  const { get, key } = await running()
  const answers = await Promise.all(Array.from({ length: 130 }, () => get('/api/situation', 'rp_salah')))
  const statuses = answers.map(({ status }) => status)
  expect(statuses.filter((status) => status === 401).length).toBeGreaterThanOrEqual(100)
  const slowed = answers.find(({ status }) => status === 429)
  expect(Number(slowed?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
  expect(slowed?.headers.get('content-type')).toBe('application/problem+json')
  expect((await get('/api/situation', key('display'))).status).toBe(200)
})

test('each statement of a batch counts', async () => {
  const { post, key } = await running()
  const operator = key('operator')
  const small = (at: number) => ({
    specversion: '1.0',
    id: `${at}`,
    source: '/s',
    type: 'task.completed',
    subject: 's',
  })
  const list = Array.from({ length: 9_000 }, (_, at) => small(at))
  const type = { 'content-type': 'application/cloudevents-batch+json' }
  const statuses: number[] = []
  for (let round = 0; round < 4; round++)
    statuses.push((await post('/api/events', list, operator, type)).status)
  expect(statuses.slice(0, 2)).toEqual([422, 422])
  expect(statuses.at(-1)).toBe(429)
  expect((await post('/api/events', gauge(), key('operator'))).status).toBe(201)
})

test('looking counts too, and the answer says how long to wait', async () => {
  const { get, key, server } = await running()
  const greedy = key('display')
  const caller = await server.doors.callerOf({ address: '', headers: {} }, greedy)
  if (caller) server.limits.spend(caller, 30_000)
  const answer = await get('/api/situation', greedy)
  expect(answer.status).toBe(429)
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(15)
  expect((await get('/api/situation', key('display'))).status).toBe(200)
})
