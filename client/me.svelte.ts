import { ask, textOf } from './ask.ts'
import { forgetKept } from './kept.ts'

/** Who is signed in on this page, as the server says; asked once. */
class Me {
  role = $state('')
  name = $state('')
  email = $state('')
  totp = $state(false)
  known = $derived(this.role !== '')

  /** Whether this person has the role; an administrator has every one. */
  may(role: string): boolean {
    return this.role === 'admin' || this.role === role
  }

  async load(): Promise<void> {
    const { ok, body } = await ask('GET', '/api/me')
    if (!ok) return
    this.role = textOf(body, 'role')
    this.name = textOf(body, 'name')
    this.email = textOf(body, 'email')
    this.totp = body.totp === true
  }
}

export const me = new Me()

export async function signOut(): Promise<void> {
  await ask('POST', '/api/sign-out')
  await forgetKept()
  location.assign('/masuk')
}
