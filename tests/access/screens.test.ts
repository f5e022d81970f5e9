import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { Screens, type Gone } from '../../server/access/screens.ts'
import { emptyFolder } from '../http/running.ts'

const setup = { name: 'Dinding kiri', place: 'Ruang Pantau', distance: 5, height: 68 }
const minute = 60_000
const day = 86_400_000
const start = Date.parse('2026-01-01T00:00:00Z')

function opened(folder = emptyFolder()) {
  const gone: Gone[] = []
  const screens = new Screens(join(folder, 'access.db'), (_, why) => gone.push(why))
  onTestFinished(() => screens.close())
  return { screens, gone, folder }
}

test('a screen works for two years and more without a person: its token is renewed once a day', () => {
  const { screens, gone } = opened()
  let { token } = screens.pair(setup, 'operator:p_1', start)
  let renewals = 0
  for (let now = start; now < start + 900 * day; now += 6 * 3_600_000) {
    expect(screens.callerOf(token, now)).toMatchObject({ role: 'display', name: 'Dinding kiri' })
    const next = screens.renew(token, now)
    if (next) renewals++
    token = next ?? token
  }
  expect(renewals).toBe(899)
  expect(gone).toEqual([])
})

test('a screen that was switched off for two years is over, one that was off for less is back by itself', () => {
  const { screens } = opened()
  const { token } = screens.pair(setup, 'operator:p_1', start)
  expect(screens.callerOf(token, start + 729 * day)).toBeDefined()
  const next = screens.renew(token, start + 729 * day) ?? ''
  expect(screens.callerOf(next, start + 1_400 * day)).toBeDefined()
  expect(screens.callerOf(next, start + (729 + 730) * day)).toBeUndefined()
})

test('a kiosk that lost power before it kept the new token comes back with the old one', () => {
  const { screens, gone } = opened()
  const { token, screen } = screens.pair(setup, 'operator:p_1', start)
  const lost = screens.renew(token, start + day) ?? ''
  expect(screens.callerOf(lost, start + day + minute)).toBeDefined()
  expect(screens.callerOf(token, start + 9 * day)).toMatchObject({ ref: screen.id })
  const again = screens.renew(token, start + 9 * day) ?? ''
  expect(again).toMatch(/^rt_/)
  expect(screens.callerOf(again, start + 9 * day + 10 * minute)).toMatchObject({ ref: screen.id })
  expect(screens.callerOf(lost, start + 9 * day + 10 * minute)).toBeUndefined()
  expect(gone).toEqual([])
})

test('two requests under way at once both count, and make one new token', () => {
  const { screens, gone } = opened()
  const { token } = screens.pair(setup, 'operator:p_1', start)
  expect(screens.renew(token, start + day)).toBeDefined()
  expect(screens.renew(token, start + day + 100)).toBeUndefined()
  expect(screens.callerOf(token, start + day + 200)).toBeDefined()
  expect(gone).toEqual([])
})

test('a token that was replaced and is used long after revokes the screen: it was copied', () => {
  for (const renewals of [1, 3]) {
    const { screens, gone } = opened()
    const { token: first, screen } = screens.pair(setup, 'operator:p_1', start)
    let token = first
    let now = start
    for (let at = 0; at < renewals; at++) {
      now += day
      token = screens.renew(token, now) ?? ''
      now += 6 * minute
      expect(screens.callerOf(token, now)).toBeDefined()
    }
    if (renewals === 1) expect(screens.callerOf(first, now + 9 * minute)).toBeDefined()
    expect(gone).toEqual([])
    expect(screens.callerOf(first, now + 11 * minute)).toBeUndefined()
    expect(gone).toEqual(['replayed'])
    expect(screens.callerOf(token, now + 11 * minute)).toBeUndefined()
    expect(screens.holds(screen.id, now + 11 * minute)).toBe(false)
  }
})

test('forged, cut, lengthened and empty tokens are nobody’s, and revoke nothing', () => {
  const { screens, gone } = opened()
  const { token } = screens.pair(setup, 'operator:p_1', start)
  for (const wrong of [
    '',
    'rt_',
    token.slice(0, -1),
    `${token}A`,
    token.toUpperCase(),
    `rt_${'A'.repeat(43)}`,
  ])
    expect([wrong, screens.callerOf(wrong, start)]).toEqual([wrong, undefined])
  expect(screens.callerOf(token, start)).toBeDefined()
  expect(gone).toEqual([])
})

test('only hashes are stored, and a restart changes nothing', () => {
  const { screens, folder } = opened()
  const { token, screen } = screens.pair(setup, 'operator:p_1', start)
  const next = screens.renew(token, start + day) ?? ''
  const db = new DatabaseSync(join(folder, 'access.db'))
  const rows = JSON.stringify(db.prepare('SELECT * FROM screen').all())
  db.close()
  for (const secret of [token, next]) expect(rows).not.toContain(secret.slice(3))
  screens.callerOf(next, start + 2 * day)
  screens.close()
  const { screens: after } = opened(folder)
  expect(after.callerOf(next, start + 2 * day)).toMatchObject({ ref: screen.id })
  expect(after.list()).toMatchObject([{ ...setup, used: new Date(start + 2 * day).toISOString() }])
})

test('a screen that another process takes away is known as such within a tenth of a second', () => {
  const { screens, folder } = opened()
  const { screen } = screens.pair(setup, 'operator:p_1', start)
  expect(screens.holds(screen.id, start)).toBe(true)
  const { screens: other } = opened(folder)
  other.revoke(screen.id)
  expect(screens.holds(screen.id, start + 100)).toBe(false)
})

test('a screen keeps its place in its wall, and tables from before there were walls are brought up to date', () => {
  const folder = emptyFolder()
  const db = new DatabaseSync(join(folder, 'access.db'))
  db.exec(`CREATE TABLE screen (id TEXT PRIMARY KEY, name TEXT NOT NULL, place TEXT NOT NULL, distance REAL NOT NULL,
    height REAL NOT NULL, token TEXT NOT NULL UNIQUE, previous TEXT NOT NULL DEFAULT '', issued TEXT NOT NULL,
    settled TEXT NOT NULL DEFAULT '', paired TEXT NOT NULL, by TEXT NOT NULL, used TEXT NOT NULL DEFAULT '',
    expires TEXT NOT NULL) STRICT;
    INSERT INTO screen VALUES ('s_old', 'Lama', 'Lantai 2', 5, 68, 't', '', '', '', '', 'x', '', '9');`)
  db.close()
  const { screens } = opened(folder)
  expect(screens.find('s_old')).toMatchObject({ name: 'Lama', wall: '', number: 1 })
  const { screen } = screens.pair({ ...setup, wall: 'utama', number: 3 }, 'operator:p_1', start)
  expect(screens.find(screen.id)).toMatchObject({ wall: 'utama', number: 3 })
  expect(screens.change(screen.id, { ...setup, number: 4 })).toMatchObject({ wall: '', number: 4 })
})
