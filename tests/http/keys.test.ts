import { expect, test } from 'vitest'
import { noted, signedIn, strict } from '../access/people.ts'
import { gauge } from './running.ts'

test('an administrator makes a key that is shown once, and takes it back at once; both are recorded', async () => {
  const server = await strict()
  const { browser } = await signedIn(server, 'admin')
  const body = { name: 'Pos duga air', role: 'feeder', sources: ['/sensor/*'], days: 30 }
  const made = await browser.post('/api/keys', body)
  expect(made.status).toBe(201)
  const { ref, key } = made.body as { ref: string; key: string }
  expect((await browser.get('/api/keys')).body.keys).toContainEqual(
    expect.objectContaining({ ref, used: '' }),
  )
  expect((await server.tell(gauge(), key)).status).toBe(201)
  expect((await server.tell(gauge({ source: '/lain' }), key)).status).toBe(403)
  const listed = await browser.get('/api/keys')
  expect(listed.body.keys).toContainEqual(
    expect.objectContaining({ ref, name: 'Pos duga air', role: 'feeder' }),
  )
  expect(listed.text).not.toContain(key)
  expect((await browser.ask('DELETE', `/api/keys/${ref}`)).status).toBe(204)
  expect((await server.tell(gauge(), key)).status).toBe(401)
  expect((await browser.ask('DELETE', `/api/keys/${ref}`)).status).toBe(404)
  const by = expect.stringMatching(/^admin:p_/)
  expect(await noted(server, 'key.created')).toMatchObject([
    { subject: ref, data: { name: 'Pos duga air', role: 'feeder', by } },
  ])
  expect(await noted(server, 'key.revoked')).toMatchObject([{ subject: ref, data: { by } }])
})

test('a key of no role, or with what is not for it, is not made', async () => {
  const server = await strict()
  const { browser } = await signedIn(server, 'admin')
  for (const body of [
    { name: 'x', role: 'raja' },
    { name: ' ', role: 'feeder' },
    { name: 'x', role: 'operator', sources: ['*'] },
    { name: 'x', role: 'feeder', days: 0 },
    { name: 'x', role: 'feeder', hash: 'x' },
  ])
    expect([body, (await browser.post('/api/keys', body)).status]).toEqual([body, 422])
  expect(await noted(server, 'key.created')).toEqual([])
})
