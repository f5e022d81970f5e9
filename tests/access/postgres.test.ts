import { Writable } from 'node:stream'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ruang } from '../cli/command.ts'
import { emptyFolder, fellowOf, flood, running } from '../http/running.ts'
import { Screen } from '../live/screen.ts'
import { serve } from '../process/child.ts'
import { startPostgres, type Postgres } from '../postgres.ts'
import { Browser, goodPassword, noted, signedIn } from './people.ts'

let postgres: Postgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterEach(() => postgres.run('DROP SCHEMA access CASCADE; DROP SCHEMA vault CASCADE'))
afterAll(() => postgres.remove())

const strict = (folder?: string) =>
  running({ DATABASE_URL: postgres.url }, { pageRole: undefined }, folder ?? emptyFolder())

async function rows(sql: string): Promise<Record<string, unknown>[]> {
  const client = await postgres.connect()
  const answer = await client.query<Record<string, unknown>>(sql).finally(() => client.end())
  return answer.rows
}

test(
  'people, sessions and links live in PostgreSQL, and two nodes share them',
  { timeout: 120_000 },
  async () => {
    const first = await strict()
    const { browser, email } = await signedIn(first, 'admin')
    expect((await browser.get('/api/me')).body).toMatchObject({ role: 'admin', email })
    expect(await rows(`SELECT email, role FROM access."user"`)).toEqual([{ email, role: 'admin' }])
    expect(await noted(first, 'session.started')).toHaveLength(1)

    // Another node, with the same secrets: it knows the session, and what it ends is ended on the first.
    const second = await strict(fellowOf(first))
    const there = new Browser(second.address)
    for (const [name, value] of browser.cookies) there.cookies.set(name, value)
    expect((await there.get('/api/me')).body).toMatchObject({ role: 'admin', email })
    const screen = await new Screen(first.address, { cookie: browser.cookie, origin: browser.origin }).seq(0)
    expect((await there.get('/api/me/sessions')).body.sessions).toHaveLength(1)
    expect((await there.post('/api/sign-out')).status).toBe(204)
    expect((await browser.get('/api/me')).status).toBe(401)
    first.server.live.hangUp()
    await screen.until(() => !screen.socket.connected)
    const again = await there.post('/api/sign-in', { email, password: goodPassword })
    expect([again.status, again.body]).toEqual([200, { role: 'admin' }])
    expect((await there.post('/api/sign-in', { email, password: 'salah sama sekali' })).status).toBe(401)

    // What an administrator does with people: a role, then the end.
    const invited = await there.post('/api/people', { email: 'dua@uji.test', name: 'Dua', role: 'operator' })
    expect(invited.status).toBe(201)
    const { id } = invited.body
    expect((await there.ask('PATCH', `/api/people/${String(id)}`, { role: 'executive' })).status).toBe(200)
    expect((await there.ask('DELETE', `/api/people/${String(id)}`)).status).toBe(204)
    expect(await rows(`SELECT email FROM access."user"`)).toEqual([{ email }])
    expect(await rows('SELECT email FROM access.link')).toEqual([])

    // What PostgreSQL cannot keep is refused at the door: in a row it would keep all later keys from the other nodes.
    for (const name of ['a\u0000b', 'a\ud800b', 'a\u001b[2Jb'])
      for (const [path, body] of [
        ['/api/keys', { name, role: 'feeder' }],
        ['/api/people', { name, email: 'x@uji.test', role: 'operator' }],
      ] as const) {
        // prettier-ignore
        const { status, body: refused } = await there.post(path, body)
        expect([path, status, refused.errors]).toMatchObject([path, 422, [{ field: 'name' }]])
      }
    for (const path of ['/api/people/%00', '/api/targets/%00', '/api/people/a%00/sessions'])
      expect([path, (await there.ask('DELETE', path)).status]).toEqual([path, 404])
    expect((await there.post('/api/keys', { name: 'pos', role: 'feeder' })).status).toBe(201)
    expect((await first.get('/readyz')).status).toBe(200)
    // One that an older version took, or SQLite before the move, stops nothing.
    const key = second.server.keys.create({ name: 'a\0b\ud800', role: 'operator' })
    await expect.poll(() => first.get('/api/me', key).then(({ status }) => status)).toBe(200)
  },
)

test('ruang admin create makes its link there, and it opens once', async () => {
  const server = await strict()
  const made = await ruang(server.folder, ['admin', 'create', '--email', 'kepala@uji.test'], {
    DATABASE_URL: postgres.url,
  })
  expect([made.code, made.err]).toEqual([0, expect.stringContaining('24 hours')])
  const token = made.out.trim().split('#')[1] ?? ''
  const browser = new Browser(server.address)
  expect((await browser.post('/api/links', { token, password: goodPassword })).status).toBe(200)
  expect((await browser.post('/api/links', { token, password: goodPassword })).status).toBe(410)
  expect((await browser.get('/api/me')).body).toMatchObject({ role: 'admin' })
})

test('a node whose secret is another starts, does not know the others’ people, and says so', async () => {
  const first = await strict()
  const { browser } = await signedIn(first, 'operator')
  const lines: string[] = []
  const log = new Writable({ write: (line: Buffer, _, done) => (lines.push(line.toString()), done()) })
  const env = { DATABASE_URL: postgres.url, LOG_LEVEL: 'warn' }
  const folder = fellowOf(first)
  rmSync(join(folder, 'secrets', 'people'))
  const other = await running(env, { pageRole: undefined, log }, folder)
  const there = new Browser(other.address)
  for (const [name, value] of browser.cookies) there.cookies.set(name, value)
  expect((await there.get('/api/me')).status).toBe(401)
  expect(lines.join('')).toContain('copy the file')
  // With another key of the vault nothing could be read that others wrote: it does not start.
  rmSync(join(folder, 'secrets', 'vault'))
  await other.server.close()
  // As a process it ends, whatever it had opened: one that lived on would hold the folder and never be started again.
  const refused = await serve({ ...env, DATA_DIR: folder }).ended
  expect(refused).toMatchObject({ code: 78, stderr: expect.stringContaining('copy DATA_DIR/secrets') })
})

test('a node that slept through a change of the vault’s key keeps nothing that nobody could read', async () => {
  const { tell, get, key } = await strict()
  await postgres.run(`UPDATE vault.wrapped SET mark = 'another'`)
  const told = flood({ subject: 'tak-terbaca' }, { reporter: 'Ibu Contoh' })
  expect((await tell(told)).status).toBe(503)
  expect(await rows('SELECT 1 FROM vault.record')).toEqual([])
  expect(await (await get('/api/events?limit=1000', key('admin'))).text()).not.toContain('tak-terbaca')
})
