import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyFolder, flood, running } from '../http/running.ts'
import { startPostgres, type Postgres } from '../postgres.ts'
import { clearLine, contents, ruang } from './command.ts'

const word = { RUANG_PASSPHRASE: 'kata sandi contoh' }
let postgres: Postgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.remove())

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
