import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Config } from '../config.ts'
import type { Caller, Role } from './caller.ts'
import type { Keys } from './keys.ts'
import { issuePass, passCookie, readPass } from './page-pass.ts'

/** Who asks: the peer's address and the request's headers. */
export interface Asker {
  address: string
  headers: NodeJS.Dict<string | string[]>
}

export interface DoorParts {
  config: Pick<Config, 'PUBLIC_URL'>
  keys: Keys
  secret: Uint8Array
  /** The role of pages opened on loopback. */
  pageRole: Role
}

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Recognises callers: by key, by the token of this start (the operator's commands), or by the pass of a page on loopback. */
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

  /** The caller, by the key given beside the headers, the Authorization header or the page's pass. */
  callerOf(asker: Asker, key = bearer(one(asker.headers.authorization))): Caller | undefined {
    if (key !== undefined) return this.#isStartToken(key) ? operatorCommand : this.#parts.keys.find(key)
    const pass = cookie(one(asker.headers.cookie), passCookie)
    return pass && this.isLoopback(asker) ? readPass(this.#parts.secret, pass) : undefined
  }

  #isStartToken(key: string): boolean {
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

  /** The cookie for a page on loopback. */
  passFor(asker: Asker): string | undefined {
    if (!this.isLoopback(asker)) return undefined
    const pass = issuePass(this.#parts.secret, this.#parts.pageRole)
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

function cookie(header: string | undefined, name: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return undefined
}
