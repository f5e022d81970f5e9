import { Hono, type Context } from 'hono'
import { networkInterfaces } from 'node:os'
import { wallsOf } from '../../shared/default-scenes.ts'
import { problem, Refusal } from '../../shared/events/problem.ts'
import { cookieOf } from '../access/cookies.ts'
import { screenCookie, setScreenCookie } from '../access/screen-cookie.ts'
import { anyone, formOf } from './anyone.ts'
import { admit, askerOf, type Env } from './context.ts'
import { approval, codeRequest, screenSetup, tokenRequest } from './forms.ts'

const noScreen = () => new Refusal(problem(404, 'Not found', 'there is no such screen'))
const noCode = () =>
  new Refusal(problem(404, 'No such code', 'no screen shows this code now: look at the screen again'))

/** Where a tablet opens the approval page; a screen on the server itself must not send it to its own loopback. */
function approvalAddress(c: Context<Env>): string {
  const { config, access } = c.var.server
  if (config.PUBLIC_URL) return new URL('/layar', config.PUBLIC_URL).href
  const asked = new URL(`${access.secure ? 'https' : 'http'}://${c.req.header('host') ?? 'localhost'}/layar`)
  const everywhere = config.HOST === '0.0.0.0' || config.HOST === '::'
  if (everywhere && /^(localhost|127\.|\[::1\])/.test(asked.hostname)) {
    const own = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
    const found = own.find(({ family, internal }) => family === 'IPv4' && !internal)
    if (found) asked.hostname = found.address
  }
  return asked.href
}

/** RFC 8628 answers `error` in a JSON object; ours is a problem document that has it. */
const grantError = (error: string, detail: string) => new Refusal(problem(400, 'Not yet', detail, { error }))

/** The screens of the wall: pairing by device authorization (https://www.rfc-editor.org/rfc/rfc8628), and what operators do with them. */
export const screens = new Hono<Env>()
  .post('/api/screens/code', anyone(), async (c) => {
    await formOf(c, codeRequest)
    const { access } = c.var.server
    const issued = await access.pairing.ask(askerOf(c).address)
    const uri = approvalAddress(c)
    // A token that no longer holds is not sent again and again.
    c.header('Set-Cookie', setScreenCookie(access.secure))
    return c.json({
      ...issued,
      verification_uri: uri,
      verification_uri_complete: `${uri}?${new URLSearchParams({ kode: issued.user_code })}`,
    })
  })
  .post('/api/screens/token', anyone(), async (c) => {
    const { device_code: code } = await formOf(c, tokenRequest)
    const { access } = c.var.server
    const polled = await access.pairing.poll(code)
    if (polled === 'authorization_pending')
      throw grantError(polled, 'no operator has approved this screen yet')
    if (polled === 'slow_down') throw grantError(polled, 'ask 5 s less often')
    if (typeof polled === 'string') {
      if (polled === 'expired_token') access.refusals.count('pairing', askerOf(c).address)
      throw grantError(
        polled,
        polled === 'access_denied' ? 'an operator refused this screen' : 'ask for a new code',
      )
    }
    const { token, screen } = access.screens.pair(polled.setup, polled.by)
    const { name, place } = screen
    const { id } = screen
    await access.journal.note('screen.paired', id, { name, place, by: polled.by }).catch((error: unknown) => {
      access.screens.revoke(id)
      throw error
    })
    await access.settle()
    // The token travels in the cookie alone: no script of the page ever holds it.
    c.header('Set-Cookie', setScreenCookie(access.secure, token))
    return c.json({ token_type: 'cookie', screen })
  })
  .get('/api/screens/code/:code', admit('operator'), async (c) => {
    const found = await lookUp(c, c.req.param('code'))
    c.header('Cache-Control', 'no-store')
    return c.json(found)
  })
  .delete('/api/screens/code/:code', admit('operator'), async (c) => {
    await lookUp(c, c.req.param('code'))
    await c.var.server.access.pairing.decide(c.req.param('code'), 'denied')
    return c.body(null, 204)
  })
  .get('/api/screens', admit('operator'), (c) => {
    const { access, live, life } = c.var.server
    const connected = new Set([...live.io.sockets.sockets.values()].map(({ data }) => data.caller))
    c.header('Cache-Control', 'no-store')
    return c.json({
      walls: wallsOf(c.var.server.worlds.find()?.present.situations.staff.setting.get('walls')?.value).map(
        ({ id, name, rows, columns }) => ({ id, name, rows, columns }),
      ),
      screens: access.screens.list().map((screen) => {
        const { id } = screen
        const [state, last, picture] = [life.state(id), life.last(id), life.picture(id)]
        const pictureAgo = picture?.ago ?? null
        return {
          ...screen,
          connected: connected.has(id),
          state: state ?? null,
          life: last ?? null,
          pictureAgo,
        }
      }),
    })
  })
  .post('/api/screens', admit('operator'), async (c) => {
    const { code, ...rest } = await formOf(c, approval)
    await lookUp(c, code)
    const { access } = c.var.server
    if (!(await access.pairing.decide(code, { setup: rest, by: nameOf(c) }))) throw noCode()
    return c.json({ approved: true }, 201)
  })
  .patch('/api/screens/:id', admit('operator'), async (c) => {
    const changed = c.var.server.access.screens.change(c.req.param('id'), await formOf(c, screenSetup))
    if (!changed) throw noScreen()
    const { id, name, place } = changed
    await c.var.server.access.settle()
    await c.var.server.access.journal.note('screen.changed', id, { name, place, by: nameOf(c) })
    return c.json(changed)
  })
  .delete('/api/screens/:id', admit('operator'), async (c) => {
    const { screens, journal, settle } = c.var.server.access
    await settle()
    const gone = screens.revoke(c.req.param('id'))
    if (!gone) throw noScreen()
    await settle()
    c.var.server.life.forget(gone.id)
    await journal.note('screen.revoked', gone.id, { reason: 'revoked', by: nameOf(c) })
    return c.body(null, 204)
  })
  .get('/api/screen', admit('display'), (c) => {
    const screen = c.var.server.access.screens.find(c.var.caller.ref)
    if (!screen) throw noScreen()
    c.header('Cache-Control', 'no-store')
    return c.json(screen)
  })
  .post('/api/screen/renew', admit('display', 'executive', 'operator', 'agency'), async (c) => {
    const { screens, secure, settle } = c.var.server.access
    const token = cookieOf(c.req.header('cookie'), screenCookie(secure)) ?? ''
    const made = screens.renew(token)
    if (made) await settle()
    // Another node may have renewed it in the same moment: then that one's token holds.
    const next = made && screens.callerOf(made) ? made : undefined
    if (next) c.header('Set-Cookie', setScreenCookie(secure, next))
    return c.json({ renewed: next !== undefined, screen: screens.find(c.var.caller.ref) ?? null })
  })

export const nameOf = (c: Context<Env>): string => `${c.var.caller.role}:${c.var.caller.ref}`

/** A code that some screen shows; wrong ones are counted and waited for. */
async function lookUp(c: Context<Env>, code: string) {
  const { pairing, backOff, refusals } = c.var.server.access
  const { address } = askerOf(c)
  const right = backOff.enter(`pairing ${c.var.caller.ref}`, address)
  const found = await pairing.look(code)
  if (!found) {
    refusals.count('pairing', address)
    throw noCode()
  }
  right()
  return found
}
