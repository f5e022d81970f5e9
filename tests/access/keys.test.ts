import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { maySpeakFor } from '../../server/access/caller.ts'
import { Keys } from '../../server/access/keys.ts'

let folder: string
let keys: Keys
const file = () => join(folder, 'access.db')

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ruang-keys-'))
  keys = new Keys(file())
})
afterEach(() => {
  keys.close()
  rmSync(folder, { recursive: true })
})

const make = (more = {}) => keys.create({ name: 'Pusdalops', role: 'operator', ...more })
const used = () => keys.list().map((card) => card.used)

describe('API keys', () => {
  test('name their caller, also after they were opened again', () => {
    const key = make({ role: 'agency:pu', sources: ['/pu/*'] })
    keys.close()
    keys = new Keys(file())
    expect(keys.find(key)).toMatchObject({ role: 'agency:pu', name: 'Pusdalops', sources: ['/pu/*'] })
    expect(keys.find(key)?.ref).toMatch(/^k_[0-9a-f]{12}$/)
  })

  test('hold 32 random bytes each and do not stand in the file', () => {
    const made = Array.from({ length: 5 }, () => make())
    for (const key of made) expect(Buffer.from(key.replace('rp_', ''), 'base64url')).toHaveLength(32)
    const bytes = Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))))
    for (const key of made) expect(bytes.includes(key.slice(3))).toBe(false)
  })

  test('are not found when unknown, cut short, of another form or endless', () => {
    const key = make()
    for (const wrong of ['', 'rp_', key.slice(0, -1), `${key}x`, key.slice(3), `rp_${'x'.repeat(100_000)}`])
      expect(keys.find(wrong)).toBeUndefined()
  })

  test('end at their time, and never count when that time cannot be read', () => {
    const end = Date.UTC(2026, 5, 1)
    const key = make({ expires: new Date(end).toISOString() })
    expect(keys.find(key, end - 1)).toBeDefined()
    expect(keys.find(key, end)).toBeUndefined()
    expect(keys.find(make({ expires: 'tomorrow' }))).toBeUndefined()
  })

  test('that another process makes count at once, and no longer 100 ms after it took them back', () => {
    const other = new Keys(file())
    const key = other.create({ name: 'x', role: 'feeder' })
    expect(keys.find(key)?.role).toBe('feeder')
    other.revoke(keys.find(key)?.ref ?? '')
    expect(keys.find(key, Date.now() + 150)).toBeUndefined()
    other.close()
  })

  test('are passed over when their role is not known', () => {
    const key = make()
    const db = new DatabaseSync(file())
    db.exec("UPDATE key SET role = 'emperor'")
    db.close()
    expect(keys.find(key)).toBeUndefined()
  })

  test('have their last use written at most once a minute', () => {
    const key = make()
    const now = Date.UTC(2030, 0, 1)
    keys.find(key, now)
    expect(used()).toEqual([new Date(now).toISOString()])
    keys.find(key, now + 30_000)
    expect(used()).toEqual([new Date(now).toISOString()])
    keys.find(key, now + 61_000)
    expect(used()).toEqual([new Date(now + 61_000).toISOString()])
  })

  test('are found also while their last use cannot be written', () => {
    const key = make()
    const blocker = new DatabaseSync(file())
    blocker.exec("CREATE TRIGGER full BEFORE UPDATE ON key BEGIN SELECT RAISE(FAIL, 'disk full'); END")
    blocker.close()
    expect(keys.find(key, Date.UTC(2030, 0, 1))?.role).toBe('operator')
  })
})

describe('a feeder', () => {
  const speaks = (globs: string[], source: string) =>
    maySpeakFor({ role: 'feeder', ref: 'k', name: 'f', sources: globs }, source)

  test.each([
    [['*'], '/any', true],
    [['/bmkg'], '/bmkg', true],
    [['/bmkg'], '/bmkg/x', false],
    [['/bmkg/*'], '/bmkg/x/y', true],
    [['/bmkg/*'], '/bmkg', false],
    [['/a', '/b'], '/b', true],
    [['*/sensor/*/7'], '/pu/sensor/3/7', true],
    [['*/sensor/*/7'], '/pu/sensor/7', false],
    [['/ab*ba'], '/aba', false],
    [['/a.c'], '/abc', false],
    [[], '/a', false],
  ])('with the sources %j speaks for %s: %s', (globs, source, may) => {
    expect(speaks(globs, source)).toBe(may)
  })
})
