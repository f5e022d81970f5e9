import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Browser, goodPassword, noted, signedIn } from '../access/people.ts'
import { emptyFolder, flood, running, type Running } from '../http/running.ts'
import { startPostgres, type Postgres } from '../postgres.ts'
import { clearLine, contents, ruang } from './command.ts'

const word = { RUANG_PASSPHRASE: 'kata sandi contoh' }
let postgres: Postgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.remove())

async function another(name: string) {
  await postgres.run(`CREATE DATABASE ${name}`)
  return { DATABASE_URL: postgres.url.replace(/\/postgres$/, `/${name}`) }
}

interface Told {
  epoch: string
  events: { id: string; recorded: string; vault?: string }[]
}

test('a log in PostgreSQL is backed up beside its server and restored as a file with the same events, archive files too', async () => {
  const database = { DATABASE_URL: postgres.url }
  const { folder, tell, get, key, server } = await running(database)
  for (const id of ['a', 'b', 'c']) await tell(flood({ id }, { reporter: { name: 'Ibu Contoh' } }))
  await server.worlds.find()!.log.archive({ kind: 'uji', before: '9999', is: ({ id }) => id === 'b' })
  const reader = key('operator')
  const before = (await (await get('/api/events', reader)).json()) as Told
  const file = join(emptyFolder(), 'whole.backup')
  const { code, out, err } = await ruang(folder, ['backup', file], { ...word, ...database })
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toContain('log.db up to seq 3')

  const elsewhere = emptyFolder()
  const refused = await ruang(elsewhere, ['restore', file], { ...word, ...database })
  expect(refused.code).toBe(78)
  expect(refused.err).toMatch(clearLine)
  expect(contents(elsewhere)).toEqual({})
  expect((await ruang(elsewhere, ['restore', file], word)).code).toBe(0)
  expect((await ruang(elsewhere, ['verify'])).out).toBe('real: 3 events, the chain is whole\n')
  const restored = await running({}, {}, elsewhere)
  const after = (await (await restored.get('/api/events', reader)).json()) as Told
  expect(after.events).toEqual(before.events)
  expect(after.epoch).not.toBe(before.epoch)
  const reference = after.events[0]?.vault ?? ''
  const personal = await restored.get(`/api/vault/${reference}?reason=uji`, reader)
  expect(await personal.text()).toContain('Ibu Contoh')
})

test('whoever signs in on PostgreSQL signs in on what was restored, as a file and on a new database, and is left nowhere else', async () => {
  const database = await another('hilang')
  const lost = await running(database)
  const { email, browser } = await signedIn(lost, 'admin')
  const { totp } = (await browser.get('/api/me')).body
  const hook = {
    channel: 'webhook',
    name: 'Kominfo',
    address: 'https://kominfo.example.test/x',
    events: ['*'],
  }
  expect((await lost.post('/api/targets', hook, lost.key('admin'))).status).toBe(201)
  const file = join(emptyFolder(), 'people.backup')
  expect((await ruang(lost.folder, ['backup', file], { ...word, ...database })).code).toBe(0)

  const folder = emptyFolder()
  expect((await ruang(folder, ['restore', file], word)).code).toBe(0)
  const alone = await running({}, {}, folder)
  const signIn = async ({ address }: Running) =>
    (await new Browser(address).post('/api/sign-in', { email, password: goodPassword })).status
  expect(await signIn(alone)).toBe(200)
  expect(alone.server.outbox.store.targets()).toMatchObject([{ name: 'Kominfo' }])
  // The session of then holds too: the secret that signs it is in the backup.
  const again = new Browser(alone.address)
  for (const [name, value] of browser.cookies) again.cookies.set(name, value)
  expect((await again.get('/api/me')).body).toMatchObject({ email, role: 'admin', totp })
  await alone.server.close()

  const anew = await another('baru')
  expect((await ruang(folder, ['move', '--to', anew.DATABASE_URL])).code).toBe(0)
  const moved = await running(anew, {}, folder)
  expect(await signIn(moved)).toBe(200)
  expect(await moved.server.outbox.store.targets()).toMatchObject([{ name: 'Kominfo' }])
  const access = new DatabaseSync(join(folder, 'access.db'), { readOnly: true })
  const left = ['user', 'account', 'session', 'link'].map(
    (name) => access.prepare(`SELECT count(*) AS n FROM "${name}"`).get()?.n,
  )
  access.close()
  expect(left).toEqual([0, 0, 0, 0])
})

test('a database that does not answer is one line', async () => {
  const { folder } = await running()
  const gone = postgres.url.replace(/\/postgres$/, '/tidak-ada')
  const { code, err } = await ruang(folder, ['backup', join(folder, 'x.backup')], {
    ...word,
    DATABASE_URL: gone,
  })
  expect(code).toBe(1)
  expect(err).toMatch(clearLine)
  expect(Object.keys(contents(folder)).filter((name) => name.includes('backup'))).toEqual([])
})

test('what a person asks to be erased is erased on PostgreSQL, beside a server and without one', async () => {
  const database = await another('hapus')
  const { folder, tell, get, key, server } = await running(database)
  for (const id of ['a', 'b']) await tell(flood({ id }, { reporter: { name: 'Ibu Contoh' } }))
  const admin = key('admin')
  const { events } = (await (await get('/api/events', admin)).json()) as Told
  const references = events.flatMap(({ vault }) => vault ?? [])
  const erase = (reference: string) => ruang(folder, ['person', 'erase', reference], database)
  expect((await erase(references[0]!)).code).toBe(0)
  expect((await get(`/api/vault/${references[0]}?reason=uji`, admin)).status).toBe(410)
  await server.close()
  expect((await erase(references[1]!)).code).toBe(0)
  const again = await running(database, {}, folder)
  for (const reference of references)
    expect((await again.get(`/api/vault/${reference}?reason=uji`, admin)).status).toBe(410)
  expect((await noted(again, 'vault.erased')).map(({ data }) => data)).toMatchObject(
    references.map((reference) => ({ reference })),
  )
  expect((await ruang(folder, ['verify'], database)).code).toBe(0)
})
