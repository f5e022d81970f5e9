import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Config } from '../config.ts'
import type { Access } from './access.ts'
import type { Asker } from './asker.ts'
import { isPerson, type Caller, type Role } from './caller.ts'
import { cookieOf } from './cookies.ts'
import type { Keys } from './keys.ts'
import { issuePass, passCookie, readPass } from './page-pass.ts'
import { screenCookie } from './screen-cookie.ts'

interface DoorParts {
  config: Pick<Config, 'PUBLIC_URL'>
  keys: Keys
  access: Pick<Access, 'people' | 'screens' | 'refusals' | 'secure' | 'settle'>
  secret: Uint8Array
  /** The role of all pages opened on loopback (the demo); undefined: they need signing in or pairing. */
  pageRole: Role | undefined
  /** Mode tamu: whether guests are in the room. */
  guests: () => boolean
}

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Recognises callers: by key, by the token of this start (the operator's commands), by session, by a screen's token, or by the pass of a page on loopback. */
export class Doors {
  /** Known to whoever may read DATA_DIR: the `ruang` commands of this machine. */
  readonly startToken = `rs_${randomBytes(32).toString('base64url')}`
  readonly #parts: DoorParts

  constructor(parts: DoorParts) {
    this.#parts = parts
  }

  /** Loopback: the peer is this machine, nothing stands between, and no public address is configured. */
  isLoopback({ address, headers }: Asker): boolean {
    if (this.#parts.config.PUBLIC_URL) return false
    if (!/^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(address)) return false
    if (Object.keys(headers).some((name) => name === 'forwarded' || name.startsWith('x-forwarded-')))
      return false
    return loopbackHosts.has(hostname(one(headers.host)))
  }

  /** The caller, by the key given beside the headers, the Authorization header or a cookie; what does not hold is counted. */
  async callerOf(asker: Asker, key = bearer(one(asker.headers.authorization))): Promise<Caller | undefined> {
    const { refusals, people, secure } = this.#parts.access
    const caller = await this.#find(asker, key)
    if (caller) return this.#amongGuests(caller)
    const cookies = one(asker.headers.cookie)
    if (key !== undefined) refusals.count('key', asker.address)
    else if (cookieOf(cookies, people.sessions.cookie)) refusals.count('session', asker.address)
    else if (cookieOf(cookies, screenCookie(secure))) refusals.count('screen', asker.address)
    return undefined
  }

  /** Whether a caller who was let in may stay; a screen may whose token was renewed in the meantime. */
  holds(caller: Caller, asker: Asker, key: string | undefined): boolean | Promise<boolean> {
    if (key === undefined && caller.ref.startsWith('s_')) return this.#parts.access.screens.holds(caller.ref)
    return this.#find(asker, key).then((found) => found?.role === caller.role)
  }

  /** Staff are given what displays are while guests are in the room; programs and this machine's commands stand in none. */
  #amongGuests(caller: Caller): Caller {
    const inRoom = isPerson(caller) && caller !== operatorCommand
    return inRoom && this.#parts.guests() ? { ...caller, guests: true } : caller
  }

  async #find(asker: Asker, key: string | undefined): Promise<Caller | undefined> {
    const { keys, access, secret } = this.#parts
    if (key !== undefined)
      return this.#isStartToken(key) ? operatorCommand : this.#orOfAnother(() => keys.find(key))
    const cookies = one(asker.headers.cookie)
    if (cookies === undefined) return undefined
    const session = await access.people.sessions.find(cookies)
    if (session) return session.caller
    const token = cookieOf(cookies, screenCookie(access.secure))
    const screen = token && (await this.#orOfAnother(() => access.screens.callerOf(token)))
    if (screen) return screen
    const pass = cookieOf(cookies, passCookie)
    const open = pass && (await this.openRole(asker))
    const caller = open ? readPass(secret, pass) : undefined
    return caller?.role === open ? caller : undefined
  }

  /** Whoever is not known here may have been let in by another node a moment ago. */
  async #orOfAnother(find: () => Caller | undefined): Promise<Caller | undefined> {
    const known = find()
    if (known) return known
    await this.#parts.access.settle()
    return find()
  }

  #isStartToken(key: string): boolean {
    if (key.length !== this.startToken.length) return false
    const [given, wanted] = [Buffer.from(key), Buffer.from(this.startToken)]
    return given.length === wanted.length && timingSafeEqual(given, wanted)
  }

  /** A browser's request comes from a page of ours; other clients send no Origin. */
  originAllowed(headers: Asker['headers']): boolean {
    const origin = one(headers.origin)
    if (origin === undefined) return true
    if (!URL.canParse(origin)) return false
    const { PUBLIC_URL } = this.#parts.config
    if (PUBLIC_URL && new URL(PUBLIC_URL).origin === new URL(origin).origin) return true
    return new URL(origin).host === one(headers.host)
  }

  /**
   * The role of pages that open on loopback without signing in. Until somebody administers this installation its wall
   * can be looked at on this machine, and nothing more.
   */
  async openRole(asker: Asker): Promise<Role | undefined> {
    const { pageRole, access } = this.#parts
    if (!this.isLoopback(asker)) return undefined
    return pageRole ?? ((await access.people.hasAdmin()) ? undefined : 'display')
  }

  /** Whether all pages open here without signing in: the demo on loopback. */
  opensEveryPage(asker: Asker): boolean {
    return this.#parts.pageRole !== undefined && this.isLoopback(asker)
  }

  /** The cookie for a page on loopback, where pages open without signing in. */
  async passFor(asker: Asker): Promise<string | undefined> {
    const role = await this.openRole(asker)
    if (!role) return undefined
    const pass = issuePass(this.#parts.secret, role)
    return `${passCookie}=${pass}; Path=/; HttpOnly; SameSite=Strict; Max-Age=86400`
  }
}

const operatorCommand: Caller = { role: 'admin', ref: 'ruang', name: 'ruang', sources: ['*'] }

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}

function hostname(host: string | undefined): string {
  return (host ?? '').replace(/:\d+$/, '').toLowerCase()
}

function bearer(header: string | undefined): string | undefined {
  return header === undefined ? undefined : (/^Bearer\s+(\S+)\s*$/i.exec(header)?.[1] ?? '')
}
