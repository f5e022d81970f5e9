import { expect, test } from 'vitest'
import { eventData } from '../../shared/events/types.ts'
import { table } from '../access/routes.ts'
import { running } from './running.ts'

type Json = Record<string, unknown>

/** Every value below `value` that stands under `name`. */
function all(value: unknown, name: string): unknown[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => (key === name ? [part] : all(part, name)))
}

function follow(document: Json, reference: string): unknown {
  if (!reference.startsWith('#/')) return undefined
  let found: unknown = document
  for (const part of reference.slice(2).split('/')) {
    found = (found as Json | undefined)?.[part.replaceAll('~1', '/').replaceAll('~0', '~')]
  }
  return found
}

test('the description names every type and status, and all that it refers to is in it', async () => {
  const { get, server } = await running()
  const document = (await (await get('/openapi.json')).json()) as Json
  expect(document).toMatchObject({ openapi: '3.1.0', info: { version: server.version } })
  const references = all(document, '$ref').map(String)
  expect(references.length).toBeGreaterThan(50)
  expect(references.filter((reference) => follow(document, reference) === undefined)).toEqual([])
  const { schemas } = document.components as { schemas: Json }
  for (const type of Object.keys(eventData)) expect(schemas[`data.${type}`]).toMatchObject({ type: 'object' })
  const post = follow(document, '#/paths/~1api~1events/post') as { responses: Json }
  expect(Object.keys(post.responses)).toEqual([
    '200',
    '201',
    '400',
    '401',
    '403',
    '404',
    '409',
    '413',
    '415',
    '422',
    '429',
    '503',
  ])
})

test('every route of the interface is described, and what is read answers as described', async () => {
  const { get, key } = await running()
  const { paths } = (await (await get('/openapi.json')).json()) as { paths: Record<string, Json> }
  const undescribed = Object.keys(table).filter((route) => {
    const [method = '', path = ''] = route.split(' ')
    return (
      /^\/(api|open311)\//.test(path) && !paths[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]
    )
  })
  // The way back from the issuer of single sign-on: a browser's, named in no address of ours.
  expect(undescribed).toEqual(['GET /api/auth/callback/oidc'])
  for (const [path, methods] of Object.entries(paths)) {
    if (!methods.get) continue
    const answer = await get(path.replace(/{\w+}/g, 'x'), key('admin'))
    const { responses } = methods.get as { responses: Json }
    expect([path, Object.keys(responses)]).toEqual([path, expect.arrayContaining([String(answer.status)])])
  }
})

test('what is broken, too large or of no world is answered as described, whatever the route', async () => {
  const { address, key } = await running()
  const undescribed: string[] = []
  const { paths } = (await (await fetch(`${address}/openapi.json`)).json()) as { paths: Record<string, Json> }
  const admin = key('admin')
  for (const [path, methods] of Object.entries(paths)) {
    const asked = path.replace(/{\w+}/g, 'x')
    for (const [method, operation] of Object.entries(methods)) {
      const statuses = Object.keys((operation as { responses: Json }).responses)
      const headers = { authorization: `Bearer ${admin}`, 'content-type': 'application/json' }
      const tries =
        method === 'get'
          ? [['?world=tiada']]
          : [
              ['?world=tiada', '{'],
              ['', '{'],
              ['', ' '.repeat(1_100_000)],
            ]
      for (const [query = '', body] of tries) {
        const init = { method: method.toUpperCase(), headers, ...(body !== undefined && { body }) }
        const { status } = await fetch(address + asked + query, init)
        if (!statuses.includes(String(status))) undescribed.push(`${method} ${asked}${query}: ${status}`)
      }
    }
  }
  expect(undescribed).toEqual([])
})

test('the page of it needs no script and no other host', async () => {
  const { get } = await running()
  const page = await (await get('/docs')).text()
  const loads = /<script|style="|(src|href)="(?!\/)/
  expect(loads.test(page)).toBe(false)
  expect(page).toContain('incident.reported')
  expect((await get('/docs.css')).headers.get('content-type')).toContain('text/css')
})
