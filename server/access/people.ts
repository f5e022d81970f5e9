import type { Auth, AuthParts, SingleSignOn } from './auth.ts'
import type { Role } from './caller.ts'
import { Links, type Invitation } from './links.ts'
import { hashPassword } from './passwords.ts'
import { Sessions } from './sessions.ts'
import type { Row, Store } from './store.ts'

/** A person as an administrator sees them. */
interface PersonCard {
  id: string
  email: string
  name: string
  role: string
  /** Whether a second factor is asked for. */
  totp: boolean
}

export interface PeopleParts {
  store: Store
  secret: Uint8Array
  publicUrl: string | undefined
  secure: boolean
  singleSignOn: SingleSignOn | undefined
  passwords: AuthParts['passwords']
}

/** Those who sign in: kept by better-auth in access.db or PostgreSQL, and loaded when the first of them comes. */
export class People {
  readonly sessions: Sessions
  readonly links: Links
  readonly #store: Store
  #there = false
  readonly #parts: AuthParts & Pick<PeopleParts, 'publicUrl'>
  #auth: Promise<Auth> | undefined

  constructor(parts: PeopleParts) {
    this.#store = parts.store
    this.#parts = { origin: new URL(parts.publicUrl ?? 'http://127.0.0.1').origin, ...parts }
    this.links = new Links(parts.store)
    this.sessions = new Sessions(parts.store, parts.secret, parts.secure)
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
  async hasAdmin(): Promise<boolean> {
    return (await this.#read(`SELECT 1 AS one FROM "user" WHERE role = 'admin' LIMIT 1`)).length > 0
  }

  async list(): Promise<PersonCard[]> {
    return (await this.#read('SELECT * FROM "user" ORDER BY name')).map(cardOf)
  }

  async find(id: string): Promise<PersonCard | undefined> {
    return (await this.#read('SELECT * FROM "user" WHERE id = ?', id)).map(cardOf)[0]
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
    if (!(await this.links.look(token))) return undefined
    const hash = await hashPassword(password, this.#parts.passwords)
    const { internalAdapter } = await (await this.auth()).$context
    const invitation = await this.links.use(token)
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
    await this.sessions.end(id, { kept: '' })
    await this.#read('DELETE FROM "twoFactor" WHERE "userId" = ?', id)
    await this.#read('UPDATE "user" SET "twoFactorEnabled" = (1 = 0) WHERE id = ?', id)
    return { ...invitation, id }
  }

  async setRole(id: string, role: Role): Promise<void> {
    await this.#read('UPDATE "user" SET role = ? WHERE id = ?', role, id)
  }

  async rename(id: string, name: string): Promise<void> {
    await this.#read('UPDATE "user" SET name = ? WHERE id = ?', name, id)
  }

  async isLastAdmin(id: string): Promise<boolean> {
    const admins = await this.#read(`SELECT id FROM "user" WHERE role = 'admin'`)
    return admins.length === 1 && admins[0]?.id === id
  }

  /** The one-time link that lets this person set a password; its token stands behind #, which no server is sent. */
  async linkOf(invitation: Invitation, address: string): Promise<string> {
    const origin = this.#parts.publicUrl ?? address
    return new URL(`/masuk#${await this.links.create(invitation)}`, origin).href
  }

  /** Removes a person with sessions and passwords; answers who it was. */
  async remove(id: string): Promise<PersonCard | undefined> {
    const [gone] = (await this.#read('DELETE FROM "user" WHERE id = ? RETURNING *', id)).map(cardOf)
    if (gone) await this.links.revoke(gone.email)
    return gone
  }

  /** Rows of better-auth's tables; none while they are not there yet. */
  async #read(sql: string, ...values: string[]): Promise<Row[]> {
    this.#there ||= await this.#store.has('twoFactor')
    return this.#there ? this.#store.all(sql, ...values) : []
  }

  close(): Promise<void> {
    return this.#store.close()
  }
}

function cardOf(row: Row): PersonCard {
  return {
    id: String(row.id),
    email: String(row.email),
    name: String(row.name),
    role: String(row.role ?? ''),
    totp: row.twoFactorEnabled === 1 || row.twoFactorEnabled === true,
  }
}
