import { createHmac, timingSafeEqual } from 'node:crypto'
import { isRole, type Caller } from './caller.ts'
import { cookiePrefix } from './auth-names.ts'
import { cookieOf } from './cookies.ts'
import type { Row, Store } from './store.ts'

/** A signed-in person's session, as it is shown to its owner. */
interface SessionCard {
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

/** However much it is used, a session ends so long after the sign-in. */
const longestMs = 30 * 86_400_000
const table = 'session'

/**
 * Reads the sessions that better-auth writes. A look-up is one read by index: nothing is cached, so that a session ended
 * anywhere, by this process or another, is refused at once.
 */
export class Sessions {
  readonly #store: Store
  readonly #secret: string
  readonly cookie: string
  #there = false

  constructor(store: Store, secret: Uint8Array, secure: boolean) {
    this.#store = store
    this.#secret = Buffer.from(secret).toString('base64url')
    this.cookie = `${secure ? '__Secure-' : ''}${cookiePrefix}.session_token`
  }

  /** The session whose token, signed by us, stands in the cookies; undefined when it is forged, ended or over. */
  async find(cookies: string | undefined, now = Date.now()): Promise<Session | undefined> {
    const token = this.#tokenIn(cookies)
    if (!token) return undefined
    const [row] = await this.#all(
      `SELECT session.id, session."userId", session."expiresAt", session."createdAt", "user".name, "user".role
       FROM session JOIN "user" ON "user".id = session."userId" WHERE session.token = ?`,
      token,
    )
    if (!row || msOf(row.expiresAt) <= now || msOf(row.createdAt) + longestMs <= now) return undefined
    const role = String(row.role)
    if (!isRole(role)) return undefined
    const person = String(row.userId)
    const caller: Caller = { role, ref: `p_${person}`, name: String(row.name), sources: [] }
    return { id: String(row.id), person, caller }
  }

  /** A person's sessions that are not over, the newest first. */
  async list(person: string, now = Date.now()): Promise<SessionCard[]> {
    const rows = await this.#all(
      'SELECT * FROM session WHERE "userId" = ? AND "expiresAt" > ? AND "createdAt" > ? ORDER BY "createdAt" DESC',
      ...[person, iso(now), iso(now - longestMs)],
    )
    return rows.map((row) => ({
      id: String(row.id),
      started: iso(msOf(row.createdAt)),
      expires: iso(Math.min(msOf(row.expiresAt), msOf(row.createdAt) + longestMs)),
      address: String(row.ipAddress ?? ''),
      browser: String(row.userAgent ?? '').slice(0, 300),
    }))
  }

  /** Ends one session of a person, or all but `kept`; answers how many ended. */
  async end(person: string, which: { id: string } | { kept: string }): Promise<number> {
    const only = 'id' in which
    const rule = only ? 'id = ?' : 'id <> ?'
    const gone = await this.#all(
      `DELETE FROM session WHERE "userId" = ? AND ${rule} RETURNING id`,
      ...[person, only ? which.id : which.kept],
    )
    return gone.length
  }

  /** Ends the session of a token that was just made. */
  async endToken(token: string): Promise<void> {
    await this.#all('DELETE FROM session WHERE token = ?', token)
  }

  /** Rows of better-auth's tables; none while nobody has ever signed in here. */
  async #all(sql: string, ...values: string[]): Promise<Row[]> {
    this.#there ||= await this.#store.has(table)
    return this.#there ? this.#store.all(sql, ...values) : []
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

const iso = (ms: number): string => new Date(ms).toISOString()

/** SQLite keeps moments as text, PostgreSQL gives them as dates. */
const msOf = (value: unknown): number => (value instanceof Date ? value.getTime() : Date.parse(String(value)))

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return ''
  }
}
