import { Hono, type Context } from 'hono'
import { problem, Refusal } from '../../shared/events/problem.ts'
import { addressHeader, authPath, oidcProvider } from '../access/auth-names.ts'
import type { Door } from '../access/refusals.ts'
import { anyone, formOf } from './anyone.ts'
import { askerOf, type Env } from './context.ts'
import { credentials, linkToken, oneTimeCode, welcome } from './forms.ts'

/** What better-auth is told of a request: its cookies, its browser, and the address we saw. */
export function headersOf(c: Context<Env>): Headers {
  const told = new Headers({ [addressHeader]: askerOf(c).address })
  const [cookie, browser] = [c.req.header('cookie'), c.req.header('user-agent')]
  if (cookie) told.set('cookie', cookie)
  if (browser) told.set('user-agent', browser.slice(0, 300))
  return told
}

/** Gives the browser the cookies that better-auth made. */
export function passCookies(c: Context<Env>, headers: Headers): void {
  for (const cookie of headers.getSetCookie()) c.header('Set-Cookie', cookie, { append: true })
}

/** better-auth's refusal of what was given; anything else is our fault. */
export function wasRefused(error: unknown): boolean {
  return error instanceof Error && error.name === 'APIError'
}

/** Runs a try at a door: counted, waited for, and 401 with `detail` when it was wrong. */
export async function tryDoor<T>(
  c: Context<Env>,
  door: Door,
  account: string,
  detail: string,
  attempt: () => Promise<T>,
): Promise<T> {
  const { refusals, backOff } = c.var.server.access
  const { address } = askerOf(c)
  const refused = () => refusals.count(door, address)
  let right: () => void
  try {
    right = backOff.enter(account, address)
  } catch (error) {
    refused()
    throw error
  }
  try {
    const answer = await attempt()
    right()
    return answer
  } catch (error) {
    if (!wasRefused(error)) throw error
    refused()
    throw new Refusal(problem(401, 'Not signed in', detail))
  }
}

/** Notes the new session and ends the one that this browser had before. */
async function started(c: Context<Env>, headers: Headers, person: string, way: 'password' | 'oidc' | 'link') {
  const { people, journal } = c.var.server.access
  const before = await people.sessions.find(c.req.header('cookie'))
  if (before) await people.sessions.end(before.person, { id: before.id })
  await journal.note('session.started', `p_${person}`, { way })
  passCookies(c, headers)
}

const wrongPassword = 'e-mail address or password is wrong'

export const signIn = new Hono<Env>()
  .get('/api/sign-in', anyone(), async (c) => {
    const { access, doors } = c.var.server
    const needsAdmin = doors.isLoopback(askerOf(c)) && !(await access.people.hasAdmin())
    return c.json({ singleSignOn: access.people.singleSignOn, needsAdmin })
  })
  .post('/api/sign-in', anyone(), async (c) => {
    const body = await formOf(c, credentials)
    const auth = await c.var.server.access.people.auth()
    const { headers, response } = await tryDoor(c, 'password', body.email, wrongPassword, () =>
      auth.api.signInEmail({ body, headers: headersOf(c), returnHeaders: true }),
    )
    if (!('user' in response) || !response.user) {
      passCookies(c, headers)
      return c.json({ needs: 'code' })
    }
    await started(c, headers, response.user.id, 'password')
    return c.json({ role: response.user.role })
  })
  .post('/api/sign-in/code', anyone(), async (c) => {
    const body = await formOf(c, oneTimeCode)
    const { people, usedCodes, refusals } = c.var.server.access
    const auth = await people.auth()
    const verify = /^\d{6}$/.test(body.code) ? auth.api.verifyTOTP : auth.api.verifyBackupCode
    const account = `code ${(c.req.header('cookie') ?? '').slice(0, 500)}`
    const { headers, response } = await tryDoor(c, 'code', account, 'the code is wrong or over', () =>
      verify({ body, headers: headersOf(c), returnHeaders: true }),
    )
    const { id } = response.user
    if (!usedCodes.first(id, body.code)) {
      await people.sessions.endToken(String(response.token))
      refusals.count('code', askerOf(c).address)
      throw new Refusal(problem(401, 'Not signed in', 'this code was used already: wait for the next'))
    }
    await started(c, headers, id, 'password')
    return c.json({ role: (await people.find(id))?.role })
  })
  .post('/api/sign-in/oidc', anyone(), async (c) => {
    const { people } = c.var.server.access
    if (!people.singleSignOn) throw new Refusal(problem(404, 'Not found', 'single sign-on is not set up'))
    const auth = await people.auth()
    const body = { provider: oidcProvider, callbackURL: '/masuk?sso', errorCallbackURL: '/masuk?sso=ditolak' }
    const { headers, response } = await auth.api
      .signInSocial({ body, headers: headersOf(c), returnHeaders: true })
      .catch((error: unknown) => {
        if (!wasRefused(error)) throw error
        const detail = 'the issuer does not answer as it should: use a password, or try again'
        throw new Refusal(problem(503, 'No single sign-on now', detail, { retryAfterSeconds: 30 }))
      })
    passCookies(c, headers)
    return c.json({ url: response.url })
  })
  .get(`${authPath}/callback/${oidcProvider}`, anyone(), async (c) => {
    const { people, journal, refusals } = c.var.server.access
    const auth = await people.auth()
    const { origin } = new URL((await auth.$context).baseURL)
    const { pathname, search } = new URL(c.req.url)
    const answer = await auth.handler(new Request(origin + pathname + search, { headers: headersOf(c) }))
    const session = await people.sessions.find(
      answer.headers
        .getSetCookie()
        .map((cookie) => cookie.split(';')[0])
        .join('; '),
    )
    if (session) await journal.note('session.started', session.caller.ref, { way: 'oidc' })
    else refusals.count('password', askerOf(c).address)
    return new Response(answer.body, answer)
  })
  .post('/api/links/look', anyone(), async (c) => {
    const body = await formOf(c, linkToken)
    const found = await tryLink(c, async () => c.var.server.access.people.links.look(body.token))
    return c.json(found)
  })
  .post('/api/links', anyone(), async (c) => {
    const body = await formOf(c, welcome)
    const { people, journal } = c.var.server.access
    const { id, email, role } = await tryLink(c, () => people.welcome(body.token, body.password))
    if (body.name) await people.put({ email, role, name: body.name })
    const auth = await people.auth()
    const { headers } = await auth.api.signInEmail({
      body: { email, password: body.password },
      headers: headersOf(c),
      returnHeaders: true,
    })
    await journal.note('person.changed', `p_${id}`, { role, by: 'link' })
    await started(c, headers, id, 'link')
    return c.json({ role })
  })

/** A link that does not hold is counted as a wrong try, and is 410. */
async function tryLink<T>(c: Context<Env>, look: () => Promise<T | undefined>): Promise<T> {
  const { refusals, backOff } = c.var.server.access
  const { address } = askerOf(c)
  const right = backOff.enter(`link ${address}`, address)
  const found = await look()
  if (found) {
    right()
    return found
  }
  refusals.count('link', address)
  throw new Refusal(problem(410, 'Gone', 'this link was used, is over 24 hours old, or was never made'))
}
