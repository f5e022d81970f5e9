import { createHmac, timingSafeEqual } from 'node:crypto'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { isRole, type Caller } from './caller.ts'
import { cookiePrefix } from './auth-names.ts'
import { cookieOf } from './cookies.ts'

/** A signed-in person's session, as it is shown to its owner. */
export interface SessionCard {
  id: string
  started: string
  expires: string
  address: string
  browser: string
}

/** The session behind a request: whose, and which. */
export interface Session {
  id: string
  person: string
  caller: Caller
}

const tables = ['user', 'session']

/**
 * Reads the sessions that better-auth writes. A look-up is one read by index: nothing is cached, so that a session ended
 * anywhere, by this process or another, is refused at once.
 */
export class Sessions {
  readonly #db: DatabaseSync
  readonly #secret: string
  readonly cookie: string
  #find: StatementSync | undefined

  constructor(db: DatabaseSync, secret: Uint8Array, secure: boolean) {
    this.#db = db
    this.#secret = Buffer.from(secret).toString('base64url')
    this.cookie = `${secure ? '__Secure-' : ''}${cookiePrefix}.session_token`
  }

  /** The session whose token, signed by us, stands in the cookies; undefined when it is forged, ended or over. */
  find(cookies: string | undefined, now = Date.now()): Session | undefined {
    const token = this.#tokenIn(cookies)
    const row = token && this.#statement()?.get(token)
    if (!row || Date.parse(String(row.expiresAt)) <= now) return undefined
    const role = String(row.role)
    if (!isRole(role)) return undefined
    const person = String(row.userId)
    const caller: Caller = { role, ref: `p_${person}`, name: String(row.name), sources: [] }
    return { id: String(row.id), person, caller }
  }

  /** A person's sessions that are not over, the newest first. */
  list(person: string, now = Date.now()): SessionCard[] {
    if (!this.#statement()) return []
    const rows = this.#db
      .prepare('SELECT * FROM session WHERE userId = ? AND expiresAt > ? ORDER BY createdAt DESC')
      .all(person, new Date(now).toISOString())
    return rows.map((row) => ({
      id: String(row.id),
      started: String(row.createdAt),
      expires: String(row.expiresAt),
      address: String(row.ipAddress ?? ''),
      browser: String(row.userAgent ?? '').slice(0, 300),
    }))
  }

  /** Ends one session of a person, or all but `kept`; answers how many ended. */
  end(person: string, which: { id: string } | { kept: string }): number {
    if (!this.#statement()) return 0
    const only = 'id' in which
    const rule = only ? 'id = ?' : 'id <> ?'
    const { changes } = this.#db
      .prepare(`DELETE FROM session WHERE userId = ? AND ${rule}`)
      .run(person, only ? which.id : which.kept)
    return Number(changes)
  }

  /** Ends the session of a token that was just made. */
  endToken(token: string): void {
    if (this.#statement()) this.#db.prepare('DELETE FROM session WHERE token = ?').run(token)
  }

  /** The look-up; undefined while nobody has ever signed in here. */
  #statement(): StatementSync | undefined {
    if (this.#find) return this.#find
    const names = this.#db.prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).all()
    if (!tables.every((table) => names.some(({ name }) => name === table))) return undefined
    this.#find = this.#db.prepare(
      `SELECT session.id, session.userId, session.expiresAt, user.name, user.role
       FROM session JOIN user ON user.id = session.userId WHERE session.token = ?`,
    )
    return this.#find
  }

  /** better-auth signs its cookies as `token.base64(HMAC-SHA256)`, percent-encoded. */
  #tokenIn(cookies: string | undefined): string | undefined {
    const value = cookieOf(cookies, this.cookie)
    if (!value || value.length > 500) return undefined
    const [token, signed] = decoded(value).split('.', 2)
    if (!token || !signed) return undefined
    const wanted = Buffer.from(createHmac('sha256', this.#secret).update(token).digest('base64'))
    const given = Buffer.from(signed)
    return given.length === wanted.length && timingSafeEqual(given, wanted) ? token : undefined
  }
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return ''
  }
}
