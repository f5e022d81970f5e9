import { DatabaseSync } from 'node:sqlite'
import type { Auth, AuthParts, SingleSignOn } from './auth.ts'
import type { Role } from './caller.ts'
import { Links, type Invitation } from './links.ts'
import { hashPassword } from './passwords.ts'
import { Sessions } from './sessions.ts'

/** A person as an administrator sees them. */
export interface PersonCard {
  id: string
  email: string
  name: string
  role: string
  /** Whether a second factor is asked for. */
  totp: boolean
}

export interface PeopleParts {
  file: string
  secret: Uint8Array
  publicUrl: string | undefined
  secure: boolean
  singleSignOn: SingleSignOn | undefined
}

/** Those who sign in: kept by better-auth in access.db, which is opened when the first of them comes. */
export class People {
  readonly sessions: Sessions
  readonly links: Links
  readonly #db: DatabaseSync
  readonly #parts: AuthParts & Pick<PeopleParts, 'publicUrl'>
  #auth: Promise<Auth> | undefined

  constructor({ file, ...parts }: PeopleParts) {
    this.#db = new DatabaseSync(file)
    this.#db.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON',
    )
    this.#parts = { db: this.#db, origin: new URL(parts.publicUrl ?? 'http://127.0.0.1').origin, ...parts }
    this.links = new Links(this.#db)
    this.sessions = new Sessions(this.#db, parts.secret, parts.secure)
  }

  /** better-auth, loaded at first use: it takes half a second, which a start without people need not wait for. */
  auth(): Promise<Auth> {
    this.#auth ??= import('./auth.ts').then(({ createAuth }) => createAuth(this.#parts))
    return this.#auth
  }

  /** Whether single sign-on is configured. */
  get singleSignOn(): boolean {
    return this.#parts.singleSignOn !== undefined
  }

  /** Whether anybody can administer this installation. */
  hasAdmin(): boolean {
    return this.#read(`SELECT 1 AS one FROM user WHERE role = 'admin' LIMIT 1`).length > 0
  }

  list(): PersonCard[] {
    return this.#read('SELECT * FROM user ORDER BY name').map(cardOf)
  }

  find(id: string): PersonCard | undefined {
    return this.#read('SELECT * FROM user WHERE id = ?', id).map(cardOf)[0]
  }

  /** Makes a person, or gives one that is known another name and role; answers their id. Signing in needs a link or the issuer. */
  async put({ email, name, role }: Invitation): Promise<string> {
    const { internalAdapter } = await (await this.auth()).$context
    const known = await internalAdapter.findUserByEmail(email)
    if (known) {
      await internalAdapter.updateUser(known.user.id, { name, role })
      return known.user.id
    }
    const made = await internalAdapter.createUser(
      { email, name, role, emailVerified: true },
      { method: 'admin' },
    )
    return made.id
  }

  /**
   * Uses up a link: its person gets the role it names and this password; all their sessions end, and so does a second
   * factor, for whoever needs a new link may have lost it. Undefined when the link is unknown, used or over.
   */
  async welcome(token: string, password: string): Promise<(Invitation & { id: string }) | undefined> {
    if (!this.links.look(token)) return undefined
    const hash = await hashPassword(password)
    const { internalAdapter } = await (await this.auth()).$context
    const invitation = this.links.use(token)
    if (!invitation) return undefined
    const id = await this.put(invitation)
    const accounts = await internalAdapter.findAccounts(id)
    if (accounts.some(({ providerId }) => providerId === 'credential'))
      await internalAdapter.updatePassword(id, hash)
    else
      await internalAdapter.linkAccount({
        userId: id,
        accountId: id,
        providerId: 'credential',
        password: hash,
      })
    this.sessions.end(id, { kept: '' })
    this.#read('DELETE FROM twoFactor WHERE userId = ? RETURNING id', id)
    this.#read('UPDATE user SET twoFactorEnabled = 0 WHERE id = ? RETURNING id', id)
    return { ...invitation, id }
  }

  setRole(id: string, role: Role): boolean {
    return this.#read('UPDATE user SET role = ? WHERE id = ? RETURNING id', role, id).length > 0
  }

  rename(id: string, name: string): void {
    this.#read('UPDATE user SET name = ? WHERE id = ? RETURNING id', name, id)
  }

  isLastAdmin(id: string): boolean {
    const admins = this.#read(`SELECT id FROM user WHERE role = 'admin'`)
    return admins.length === 1 && admins[0]?.id === id
  }

  /** The one-time link that lets this person set a password; its token stands behind #, which no server is sent. */
  linkOf(invitation: Invitation, address: string): string {
    const origin = this.#parts.publicUrl ?? address
    return new URL(`/masuk#${this.links.create(invitation)}`, origin).href
  }

  /** Removes a person with sessions and passwords; answers who it was. */
  remove(id: string): PersonCard | undefined {
    const [gone] = this.#read('DELETE FROM user WHERE id = ? RETURNING *', id).map(cardOf)
    if (gone) this.links.revoke(gone.email)
    return gone
  }

  /** Rows of better-auth's tables; none while they are not there yet. */
  #read(sql: string, ...values: string[]): Record<string, unknown>[] {
    const there = this.#db.prepare(`SELECT 1 AS one FROM sqlite_master WHERE name = 'twoFactor'`).get()
    return there ? this.#db.prepare(sql).all(...values) : []
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close()
  }
}

function cardOf(row: Record<string, unknown>): PersonCard {
  return {
    id: String(row.id),
    email: String(row.email),
    name: String(row.name),
    role: String(row.role ?? ''),
    totp: row.twoFactorEnabled === 1,
  }
}
