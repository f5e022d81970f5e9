import { expect, test } from 'vitest'
import { BackOff, network } from '../../server/access/back-off.ts'
import { Refusals } from '../../server/access/refusals.ts'
import { Refusal } from '../../shared/events/problem.ts'
import { Browser, earnest, noted, refusals, signedIn, strict } from './people.ts'

const guesses = 3_000
const atOnce = 50

test(
  '3,000 wrong passwords are refused and counted, and slow nobody else',
  { timeout: 120_000 },
  async () => {
    const server = await strict({}, earnest)
    const { browser, email } = await signedIn(server, 'operator')
    const key = server.key('feeder')
    const statuses = new Map<number, number>()
    const took: number[] = []
    let left = guesses
    let done = false
    const attacker = new Browser(server.address)
    const guess = async () => {
      while (left-- > 0) {
        const { status } = await attacker.post('/api/sign-in', { email, password: `tebakan nomor ${left}` })
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
      }
    }
    const bystander = async () => {
      while (!done) {
        const began = performance.now()
        const seen = await browser.get('/api/me/sessions')
        const told = await server.get('/api/events?limit=1', key)
        took.push(performance.now() - began)
        expect([seen.status, told.status]).toEqual([200, 200])
      }
    }
    const watching = bystander()
    const begun = performance.now()
    await Promise.all(Array.from({ length: atOnce }, guess))
    const each = (performance.now() - begun) / guesses
    done = true
    await watching
    expect([...statuses.keys()].sort()).toEqual([401, 429])
    expect(statuses.get(401)).toBeLessThan(30)
    expect((statuses.get(401) ?? 0) + (statuses.get(429) ?? 0)).toBe(guesses)
    expect(await refusals(server, 'password')).toBe(guesses)
    expect(await noted(server, 'session.refused')).toHaveLength(1)
    const most = took.toSorted((a, b) => a - b)[Math.floor(took.length * 0.75)]
    // Two requests, each of which finds the queue of the attacker's before it, and no more than that.
    expect(most).toBeLessThan(Math.max(500, 6 * atOnce * each))
    expect((await browser.get('/api/me')).status).toBe(200)
  },
)

const passes = (act: () => unknown): boolean => {
  try {
    act()
    return true
  } catch (error) {
    if (error instanceof Refusal && error.problem.status === 429) return false
    throw error
  }
}

test('the wait doubles for one account from one address, ends by itself, and a right try clears it', () => {
  let now = 0
  const backOff = new BackOff(() => now)
  const enter = () => backOff.enter('A@uji.test', '10.0.0.1')
  const waits: number[] = []
  for (let at = 0; at < 12; at++) {
    const from = now
    while (!passes(enter)) now += 1_000
    waits.push((now - from) / 1_000)
  }
  expect(waits).toEqual([0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64])
  now += 900_000
  enter()()
  for (let at = 0; at < 5; at++) expect(passes(enter)).toBe(true)
  expect(passes(enter)).toBe(false)
})

test('a stranger locks nobody out: the same account from elsewhere waits 10 s at most', () => {
  let now = 0
  const backOff = new BackOff(() => now)
  for (let at = 0; at < 5_000; at++) {
    passes(() => backOff.enter('a@uji.test', `10.1.${at % 200}.${at % 250}`))
    now += 20
  }
  expect(passes(() => backOff.enter('a@uji.test', '192.168.1.2'))).toBe(false)
  now += 10_000
  expect(passes(() => backOff.enter('a@uji.test', '192.168.1.2'))).toBe(true)
  expect(passes(() => backOff.enter('b@uji.test', '192.168.1.2'))).toBe(true)
})

test('many tries at once gain nothing over one after the other', () => {
  const backOff = new BackOff(() => 0)
  const let_in = Array.from({ length: 100 }, () => passes(() => backOff.enter('a@uji.test', '10.0.0.1')))
  expect(let_in.filter(Boolean)).toHaveLength(5)
})

test('addresses of one customer count as one', () => {
  expect(network('::ffff:10.0.0.1')).toBe('10.0.0.1')
  expect(network('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64')
  expect(network('2001:db8:1:2::9')).toBe('2001:db8:1:2::/64')
  expect(network('2001:db8::9')).toBe('2001:db8:0:0::/64')
  expect(network('::1')).toBe('0:0:0:0::/64')
})

test('refusals are noted once per address and 10 minutes, and from many addresses not without end', () => {
  let now = 0
  const said: string[] = []
  const counted = new Refusals(
    (address) => said.push(address),
    () => now,
  )
  for (let at = 0; at < 50; at++) counted.count('password', '10.0.0.1')
  expect(said).toEqual(['10.0.0.1'])
  now += 10 * 60_000
  counted.count('password', '10.0.0.1')
  expect(said).toHaveLength(2)
  for (let at = 0; at < 5_000; at++) counted.count('password', `10.2.${at >> 8}.${at & 255}`)
  expect(said.length).toBeLessThanOrEqual(101)
  expect(counted.counts.get('password')).toBe(5_051)
})
