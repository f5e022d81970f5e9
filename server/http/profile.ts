import { Hono, type Context } from 'hono'
import { problem, Refusal } from '../../shared/events/problem.ts'
import type { Session } from '../access/sessions.ts'
import { anyone, formOf } from './anyone.ts'
import { allow, type Env } from './context.ts'
import { authenticatorCode, ownName, ownPassword, passwordChange } from './forms.ts'
import { headersOf, passCookies, tryDoor, wasRefused } from './sign-in.ts'

const people = ['executive', 'operator', 'agency'] as const
const wrong = 'the password is wrong'

/** The session behind the request: a key has no profile. */
async function sessionOf(c: Context<Env>): Promise<Session> {
  const session = await c.var.server.access.people.sessions.find(c.req.header('cookie'))
  if (session) return session
  throw new Refusal(problem(403, 'Not allowed', 'this is for people who signed in, not for keys'))
}

/** What a signed-in person sees and changes of themselves: never the role. */
export const profile = new Hono<Env>()
  .get('/api/me', allow(...people, 'display', 'feeder'), async (c) => {
    const { caller, server } = c.var
    const session = await server.access.people.sessions.find(c.req.header('cookie'))
    const { role, name } = caller
    c.header('Cache-Control', 'no-store')
    if (session?.caller.ref !== caller.ref) return c.json({ role, name })
    // This is where a session that is in use is prolonged, at most once an hour.
    const auth = await server.access.people.auth()
    const { headers } = await auth.api.getSession({ headers: headersOf(c), returnHeaders: true })
    passCookies(c, headers)
    const person = await server.access.people.find(session.person)
    return c.json({ role, name, email: person?.email ?? '', totp: person?.totp ?? false })
  })
  .patch('/api/me', allow(...people), async (c) => {
    const { person, caller } = await sessionOf(c)
    const { name } = await formOf(c, ownName)
    await c.var.server.access.people.rename(person, name)
    return c.json({ role: caller.role, name })
  })
  .post('/api/me/password', allow(...people), async (c) => {
    const { person } = await sessionOf(c)
    const { password: currentPassword, next: newPassword } = await formOf(c, passwordChange)
    const auth = await c.var.server.access.people.auth()
    const { headers } = await tryDoor(c, 'password', `profile ${person}`, wrong, () =>
      auth.api.changePassword({
        body: { currentPassword, newPassword, revokeOtherSessions: true },
        headers: headersOf(c),
        returnHeaders: true,
      }),
    )
    passCookies(c, headers)
    c.var.server.live.hangUp()
    return c.body(null, 204)
  })
  .post('/api/me/totp', allow(...people), async (c) => {
    const { person } = await sessionOf(c)
    const body = await formOf(c, ownPassword)
    const auth = await c.var.server.access.people.auth()
    const made = await tryDoor(c, 'password', `profile ${person}`, wrong, () =>
      auth.api.enableTwoFactor({ body, headers: headersOf(c) }),
    )
    c.header('Cache-Control', 'no-store')
    if (!('totpURI' in made)) throw new Error('the second factor is no authenticator')
    return c.json({ uri: made.totpURI, codes: made.backupCodes })
  })
  .post('/api/me/totp/confirm', allow(...people), async (c) => {
    const { person } = await sessionOf(c)
    const body = await formOf(c, authenticatorCode)
    const { people, usedCodes } = c.var.server.access
    const auth = await people.auth()
    const { headers } = await tryDoor(c, 'code', `profile ${person}`, 'the code is wrong or over', () =>
      auth.api.verifyTOTP({ body, headers: headersOf(c), returnHeaders: true }),
    )
    usedCodes.first(person, body.code)
    passCookies(c, headers)
    return c.body(null, 204)
  })
  .post('/api/me/totp/remove', allow(...people), async (c) => {
    const { person } = await sessionOf(c)
    const body = await formOf(c, ownPassword)
    const auth = await c.var.server.access.people.auth()
    const { headers } = await tryDoor(c, 'password', `profile ${person}`, wrong, () =>
      auth.api.disableTwoFactor({ body, headers: headersOf(c), returnHeaders: true }),
    )
    passCookies(c, headers)
    return c.body(null, 204)
  })
  .get('/api/me/sessions', allow(...people), async (c) => {
    const { person, id } = await sessionOf(c)
    const list = await c.var.server.access.people.sessions.list(person)
    c.header('Cache-Control', 'no-store')
    return c.json({ sessions: list.map((session) => ({ ...session, current: session.id === id })) })
  })
  .delete('/api/me/sessions/:id', allow(...people), (c) => end(c, c.req.param('id')))
  .post('/api/sign-out', anyone(), async (c) => {
    const session = await c.var.server.access.people.sessions.find(c.req.header('cookie'))
    const auth = await c.var.server.access.people.auth()
    try {
      const { headers } = await auth.api.signOut({ headers: headersOf(c), returnHeaders: true })
      passCookies(c, headers)
    } catch (error) {
      if (!wasRefused(error)) throw error
    }
    if (session) await ended(c, session)
    return c.body(null, 204)
  })

/** Ends a session of one's own; its pages and sockets are refused at once. */
async function end(c: Context<Env>, id: string): Promise<Response> {
  const session = await sessionOf(c)
  if ((await c.var.server.access.people.sessions.end(session.person, { id })) === 0)
    throw new Refusal(problem(404, 'Not found', 'there is no such session of yours'))
  await ended(c, session)
  return c.body(null, 204)
}

async function ended(c: Context<Env>, { caller }: Session): Promise<void> {
  c.var.server.live.hangUp()
  await c.var.server.access.journal.note('session.ended', caller.ref, { by: `${caller.role}:${caller.ref}` })
}
