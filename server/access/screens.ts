import { createHash, randomBytes } from 'node:crypto'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { allOrNone } from '../log/durable.ts'
import type { Caller } from './caller.ts'
import type { ScreenSetup } from './pairing.ts'
import { StillPaired } from './still-paired.ts'
import { changeScreen, insertScreen, prepareScreens, readScreen, type ScreenRow } from './screen-rows.ts'

const dayMs = 86_400_000
/** A token is good for two years from its last renewal. */
const validMs = 730 * dayMs
const renewAfterMs = dayMs
/** A new token counts as kept by the kiosk when it is used so long after its issue: browsers write cookies to disk late. */
const settledAfterMs = 5 * 60_000
/** So long the token before it still works after that. */
const overlapMs = 10 * 60_000
/** Two requests under way at once may both carry the token before. */
const racingMs = 60_000

/** A paired screen, as operators see it. */
interface ScreenCard extends ScreenSetup {
  id: string
  /** UTC; `used` is empty until it was first seen. */
  paired: string
  used: string
  expires: string
}

type Rule = 'id = ?' | 'token = ?' | 'previous = ?'
export type Gone = 'revoked' | 'replayed'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const iso = (ms: number): string => new Date(ms).toISOString()

/** Paired screens: each holds a token of 32 random bytes in a cookie, of which only the SHA-256 is stored, renewed once a day. */
export class Screens {
  readonly #db: DatabaseSync
  readonly #onGone: (screen: ScreenCard, why: Gone) => void
  readonly #stillPaired: StillPaired
  readonly #find: Record<Rule, StatementSync>
  #used = new Map<string, string>()

  /** `onGone` hears at once of a screen whose token no longer holds. */
  constructor(file: string, onGone: (screen: ScreenCard, why: Gone) => void) {
    this.#db = new DatabaseSync(file)
    prepareScreens(this.#db)
    this.#stillPaired = new StillPaired(this.#db)
    const by = (rule: Rule) => this.#db.prepare(`SELECT * FROM screen WHERE ${rule}`)
    this.#find = { 'id = ?': by('id = ?'), 'token = ?': by('token = ?'), 'previous = ?': by('previous = ?') }
    this.#onGone = onGone
  }

  /** Pairs a screen and answers its token: it is given out this once. */
  pair(setup: ScreenSetup, by: string, now = Date.now()): { token: string; screen: ScreenCard } {
    const token = newToken()
    const id = `s_${randomBytes(6).toString('hex')}`
    const row = { id, token: sha256(token), paired: iso(now), by, expires: iso(now + validMs) }
    insertScreen(this.#db, setup, row)
    this.#stillPaired.written()
    return { token, screen: this.find(id)! }
  }

  list(): ScreenCard[] {
    return this.#db.prepare('SELECT * FROM screen ORDER BY name').all().map(readScreen).map(this.#card)
  }

  find(id: string): ScreenCard | undefined {
    const row = this.#row('id = ?', id)
    return row && this.#card(row)
  }

  /** The caller behind a token; undefined when it is unknown, over, or was replaced: using a long replaced one revokes the screen. */
  callerOf(token: string, now = Date.now()): Caller | undefined {
    const row = this.#holder(sha256(token), now)
    if (!row) return undefined
    this.#used.set(row.id, iso(now))
    return { role: 'display', ref: row.id, name: row.name, sources: [] }
  }

  /** Whether a screen that was let in may stay. */
  holds(id: string, now = Date.now()): boolean {
    return this.#stillPaired.has(id, now)
  }

  /** A new token in the place of this one, at most once a day; undefined when the present one stays. */
  renew(token: string, now = Date.now()): string | undefined {
    const hash = sha256(token)
    const row = this.#holder(hash, now)
    if (!row) return undefined
    const age = now - Date.parse(row.issued)
    const lostTheNew = row.previous === hash && !row.settled
    if (lostTheNew ? age < racingMs : row.token !== hash || age < renewAfterMs) return undefined
    const next = newToken()
    allOrNone(this.#db, () => {
      if (!lostTheNew && row.previous)
        this.#db
          .prepare('INSERT OR IGNORE INTO replaced (hash, screen) VALUES (?, ?)')
          .run(row.previous, row.id)
      this.#db
        .prepare(
          `UPDATE screen SET token = ?, previous = ?, issued = ?, settled = '', expires = ? WHERE id = ?`,
        )
        .run(sha256(next), hash, iso(now), iso(now + validMs), row.id)
    })
    this.#stillPaired.written()
    return next
  }

  change(id: string, setup: ScreenSetup): ScreenCard | undefined {
    changeScreen(this.#db, id, setup)
    return this.find(id)
  }

  /** Takes the screen's token back; answers which screen it was. */
  revoke(id: string, why: Gone = 'revoked'): ScreenCard | undefined {
    const screen = this.find(id)
    if (!screen) return undefined
    this.#db.prepare('DELETE FROM screen WHERE id = ?').run(id)
    this.#stillPaired.written()
    this.#used.delete(id)
    this.#onGone(screen, why)
    return screen
  }

  #holder(hash: string, now: number): ScreenRow | undefined {
    const row = this.#row('token = ?', hash)
    if (row) {
      if (Date.parse(row.expires) <= now) return undefined
      if (!row.settled && now - Date.parse(row.issued) >= settledAfterMs) this.#settle(row, now)
      return row
    }
    const before = this.#row('previous = ?', hash)
    if (before && (!before.settled || now - Date.parse(before.settled) < overlapMs))
      return Date.parse(before.expires) > now ? before : undefined
    const victim =
      before?.id ?? this.#db.prepare('SELECT screen FROM replaced WHERE hash = ?').get(hash)?.screen
    if (victim !== undefined) this.revoke(String(victim), 'replayed')
    return undefined
  }

  #settle(row: ScreenRow, now: number): void {
    this.#db.prepare('UPDATE screen SET settled = ? WHERE id = ?').run(iso(now), row.id)
  }

  #row(rule: Rule, value: string): ScreenRow | undefined {
    const row = this.#find[rule].get(value)
    return row && readScreen(row)
  }

  #card = ({
    token: _token,
    previous: _previous,
    issued: _issued,
    settled: _settled,
    ...card
  }: ScreenRow) => {
    return { ...card, used: this.#used.get(card.id) ?? card.used }
  }

  /** When screens were last seen goes to the file now and then: a look-up writes nothing. */
  writeLastUse(): void {
    const write = this.#db.prepare('UPDATE screen SET used = ? WHERE id = ?')
    for (const [id, used] of this.#used) write.run(used, id)
    this.#used.clear()
  }

  close(): void {
    if (!this.#db.isOpen) return
    this.writeLastUse()
    this.#db.close()
  }
}

const newToken = (): string => `rt_${randomBytes(32).toString('base64url')}`
