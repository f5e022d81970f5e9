import * as z from 'zod'
import * as forms from './forms.ts'
import { cctvRoutes } from './openapi-cctv.ts'
import { lifeRoutes } from './openapi-life.ts'
import { performanceRoutes } from './openapi-performance.ts'
import { sitrepRoutes } from './openapi-sitreps.ts'
import type { Route } from './openapi-route.ts'
import { content, path, refusal, refusals, type Json } from './openapi-parts.ts'

const body = (schema: z.ZodType): Json => ({
  required: true,
  content: content(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', target: 'draft-2020-12' })),
})

const gone = 'The link was used, is over or was never made'
const wrong = 'Wrong; said the same whatever was wrong'
const done = 'Done'

const routes: Record<string, Route> = {
  'get /api/sign-in': {
    open: true,
    summary: 'Which ways in there are',
    answers: { 200: '{ singleSignOn, needsAdmin }' },
  },
  'post /api/sign-in': {
    open: true,
    summary: 'Sign in with a password; `needs: code` where a second factor follows',
    takes: forms.credentials,
    answers: { 200: '{ role } or { needs }', 401: wrong },
  },
  'post /api/sign-in/code': {
    open: true,
    summary: 'The second factor, or a backup code; each opens once',
    takes: forms.oneTimeCode,
    answers: { 200: '{ role }', 401: wrong },
  },
  'post /api/sign-in/oidc': {
    open: true,
    summary: 'Begin single sign-on',
    answers: { 200: '{ url } of the issuer', 404: 'Not set up', 503: 'The issuer does not answer' },
  },
  'post /api/sign-out': { open: true, summary: 'End this session', answers: { 204: done } },
  'post /api/links/look': {
    open: true,
    summary: 'Whom a one-time link is for',
    takes: forms.linkToken,
    answers: { 200: '{ email, name, role }', 410: gone },
  },
  'post /api/links': {
    open: true,
    summary: 'Use a one-time link: set a password and sign in',
    takes: forms.welcome,
    answers: { 200: '{ role }', 410: gone },
  },
  'get /api/me': { summary: 'Who asks', answers: { 200: '{ role, name, email?, totp? }' } },
  'patch /api/me': { summary: 'Change one’s name', takes: forms.ownName, answers: { 200: '{ role, name }' } },
  'post /api/me/password': {
    summary: 'Change one’s password; all other sessions end',
    takes: forms.passwordChange,
    answers: { 204: done },
  },
  'post /api/me/totp': {
    summary: 'Prepare a second factor',
    takes: forms.ownPassword,
    answers: { 200: '{ uri, codes }' },
  },
  'post /api/me/totp/confirm': {
    summary: 'Begin the second factor',
    takes: forms.authenticatorCode,
    answers: { 204: done },
  },
  'post /api/me/totp/remove': {
    summary: 'Give up the second factor',
    takes: forms.ownPassword,
    answers: { 204: done },
  },
  'get /api/me/sessions': { summary: 'One’s sessions', answers: { 200: '{ sessions }' } },
  'delete /api/me/sessions/{id}': {
    summary: 'End one of one’s sessions, at once',
    answers: { 204: done, 404: 'No such session of yours' },
  },
  'get /api/people': { summary: 'Everybody who may sign in', answers: { 200: '{ people }' } },
  'post /api/people': {
    summary: 'Invite a person; the link is shown once',
    takes: forms.invitation,
    answers: { 201: '{ id, link }', 409: 'There already' },
  },
  'post /api/people/{id}/link': {
    summary: 'A new one-time link',
    answers: { 201: '{ link }', 404: 'No such person' },
  },
  'patch /api/people/{id}': {
    summary: 'Give a person another role',
    takes: forms.roleChange,
    answers: { 200: 'The person', 404: 'No such person', 409: 'The last administrator' },
  },
  'delete /api/people/{id}': {
    summary: 'Remove a person',
    answers: { 204: done, 404: 'No such person', 409: 'The last administrator' },
  },
  'delete /api/people/{id}/sessions': {
    summary: 'End all sessions of a person',
    answers: { 204: done, 404: 'No such person' },
  },
  'get /api/keys': { summary: 'The keys, without the keys themselves', answers: { 200: '{ keys }' } },
  'post /api/keys': {
    summary: 'Make a key: it is shown this once',
    takes: forms.newKey,
    answers: { 201: '{ ref, key }' },
  },
  'delete /api/keys/{ref}': { summary: 'Take a key back', answers: { 204: done, 404: 'No such key' } },
  'post /api/screens/code': {
    open: true,
    summary: 'A screen asks for its codes (RFC 8628, section 3.1)',
    takes: forms.codeRequest,
    answers: {
      200: '{ device_code, user_code, verification_uri, verification_uri_complete, expires_in, interval }',
    },
  },
  'post /api/screens/token': {
    open: true,
    summary: 'A screen asks whether it was approved (RFC 8628, section 3.4); its token comes as a cookie',
    takes: forms.tokenRequest,
    answers: {
      200: '{ token_type: cookie, screen }',
      400: '`error`: authorization_pending, slow_down, access_denied or expired_token',
    },
  },
  'get /api/screens/code/{code}': {
    summary: 'Which screen shows this code',
    answers: { 200: '{ address, waitingSeconds }', 404: 'No screen shows it' },
  },
  'delete /api/screens/code/{code}': {
    summary: 'Refuse that screen',
    answers: { 204: done, 404: 'No screen shows it' },
  },
  'get /api/screens': {
    summary: 'The screens and their walls',
    answers: { 200: '{ screens, walls }' },
  },
  'post /api/screens': {
    summary: 'Approve a screen',
    takes: forms.approval,
    answers: { 201: 'Approved', 404: 'No screen shows this code' },
  },
  'patch /api/screens/{id}': {
    summary: 'Change a screen’s name, place and sizes',
    takes: forms.screenSetup,
    answers: { 200: 'The screen', 404: 'No such screen' },
  },
  'delete /api/screens/{id}': { summary: 'Cut a screen off', answers: { 204: done, 404: 'No such screen' } },
  ...lifeRoutes,
  ...cctvRoutes,
  ...performanceRoutes,
  ...sitrepRoutes,
  'get /api/screen': {
    summary: 'The screen that asks',
    answers: { 200: 'The screen', 404: 'Whoever asks is no paired screen' },
  },
  'post /api/screen/renew': {
    summary: 'Renew the screen’s token, at most once a day; whoever is no screen is told `screen: null`',
    answers: { 200: '{ renewed, screen }' },
  },
}

/** The routes of people, screens and keys as OpenAPI path items. */
export function accessPaths(more: Record<string, Route>): Json {
  const paths: Record<string, Json> = {}
  for (const [route, { summary, answers, takes, open }] of Object.entries({ ...routes, ...more })) {
    const [method = '', address = ''] = route.split(' ')
    const given = Object.entries(answers).map(([status, description]) => [
      status,
      Number(status) < 400 ? { description } : refusal(description),
    ])
    const parameters = [...address.matchAll(/{(\w+)}/g)].map((match) => path(match[1] ?? ''))
    ;(paths[address] ??= {})[method] = {
      summary,
      ...(open && { security: [] }),
      ...(parameters.length > 0 && { parameters }),
      ...(takes && { requestBody: body(takes) }),
      responses: {
        ...Object.fromEntries(given),
        ...(!open && refusals),
        ...(takes && { 422: refusal('Not understood; `errors` names each field') }),
        429: refusal('Too many tries; Retry-After says when again'),
      },
    }
  }
  return paths
}
