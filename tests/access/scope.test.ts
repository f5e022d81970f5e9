import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { Keys } from '../../server/access/keys.ts'
import { emptyFolder, flood, gauge } from '../http/running.ts'
import { noted, signedIn, strict } from './people.ts'

test('an administrator makes a key for a feeder’s sources and types; it says nothing else, and can be taken back', async () => {
  const server = await strict()
  const { browser: admin } = await signedIn(server, 'admin')
  const wanted = {
    name: 'duga air',
    role: 'feeder',
    sources: ['/sensor/*'],
    types: ['observation.*'],
    days: 30,
  }
  const made = await admin.post('/api/keys', wanted)
  expect(made.status).toBe(201)
  const { ref, key } = made.body as { ref: string; key: string }
  const tell = async (event: unknown) => (await server.tell(event, key)).status
  expect(await tell(gauge())).toBe(201)
  expect(await tell(gauge({ source: '/bmkg' }))).toBe(403)
  expect(await tell(flood({ source: '/sensor/uji' }))).toBe(403)
  const { body, text } = await admin.get('/api/keys')
  expect((body.keys as object[]).at(-1)).toMatchObject({ ref, name: 'duga air', types: ['observation.*'] })
  expect(text).not.toContain(key)
  expect((await admin.ask('DELETE', `/api/keys/${ref}`)).status).toBe(204)
  expect(await tell(gauge())).toBe(401)
  expect((await admin.ask('DELETE', `/api/keys/${ref}`)).status).toBe(404)
  for (const type of ['key.created', 'key.revoked'])
    expect(await noted(server, type)).toMatchObject([
      { subject: ref, data: { by: expect.stringMatching(/^admin:p_/) } },
    ])
  for (const wrong of [{ role: 'raja' }, { role: 'operator' }, { name: '' }, { days: 0 }, { hash: 'x' }])
    expect((await admin.post('/api/keys', { ...wanted, ...wrong })).status).toBe(422)
})

test('keys of a file from before keys had types go on saying all', () => {
  const file = join(emptyFolder(), 'access.db')
  const before = new Keys(file)
  const key = before.create({ name: 'lama', role: 'feeder' })
  before.close()
  const db = new DatabaseSync(file)
  db.exec('ALTER TABLE key DROP COLUMN types')
  db.close()
  const after = new Keys(file)
  expect(after.find(key)).toMatchObject({ name: 'lama', types: ['*'] })
  after.close()
})
