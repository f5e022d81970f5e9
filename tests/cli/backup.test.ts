import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { holderOf } from '../../server/lock.ts'
import { SqliteLog } from '../../server/log/sqlite.ts'
import { emptyFolder, flood } from '../http/running.ts'
import { keyIn, pour, serve } from '../process/child.ts'
import { clearLine, ruang } from './command.ts'

const env = { RUANG_PASSPHRASE: 'kata sandi contoh' }

interface Page {
  epoch: string
  head: number
  events: { id: string; vault?: string }[]
}

const reader = (address: string, key: string) => async (path: string) => {
  const answer = await fetch(address + path, { headers: { authorization: `Bearer ${key}` } })
  return (await answer.json()) as unknown
}

test('a backup taken under load and restored elsewhere has all that was acknowledged before, a new epoch, the keys and the vault', async () => {
  const [folder, elsewhere] = [emptyFolder(), join(emptyFolder(), 'data')]
  const [feeder, admin] = [keyIn(folder, 'feeder'), keyIn(folder, 'admin')]
  const server = serve({ DATA_DIR: folder })
  const address = await server.address
  const load = pour(address, feeder, () => flood({}, { reporter: { name: 'Ibu Contoh' } }))
  await expect.poll(() => load.acknowledged.size).toBeGreaterThan(20)
  const before = new Set(load.acknowledged)
  const file = join(emptyFolder(), 'whole.backup')
  const taken = await ruang(folder, ['backup', file], env)
  await load.stop()
  expect(taken).toMatchObject({ code: 0, err: '' })
  expect(before.size).toBeGreaterThan(20)
  const { epoch } = (await reader(address, admin)('/api/events?limit=1')) as Page

  expect(await ruang(elsewhere, ['restore', file], env)).toMatchObject({ code: 0, err: '' })
  expect((await ruang(elsewhere, ['verify'])).out).toMatch(/^real: \d+ events, the chain is whole\n$/)
  const restored = serve({ DATA_DIR: elsewhere })
  const ask = reader(await restored.address, admin)
  const events: Page['events'] = []
  let page: Page
  do {
    page = (await ask(`/api/events?limit=1000&after=${events.length}`)) as Page
    events.push(...page.events)
  } while (page.events.length > 0)
  expect(page.epoch).not.toBe(epoch)
  const ids = new Set(events.map(({ id }) => id))
  expect([...before].filter((id) => !ids.has(id))).toEqual([])
  for (const event of [events[0], events.at(-1)]) {
    const record = (await ask(`/api/vault/${event?.vault ?? 'none'}?reason=uji+pemulihan`)) as {
      fields: unknown
    }
    expect(JSON.stringify(record.fields)).toContain('Ibu Contoh')
  }
})

test('an exercise goes into the backup with its clock, and a second restore of the same file has another epoch', async () => {
  const folder = emptyFolder()
  const [events, file] = [join(folder, 'events.json'), join(folder, 'gladi.backup')]
  writeFileSync(events, JSON.stringify([flood(), flood()]))
  expect((await ruang(folder, ['replay', events, '--world', 'gladi'])).code).toBe(0)
  expect((await ruang(folder, ['backup', file], env)).code).toBe(0)
  const epochs: string[] = []
  for (const target of [emptyFolder(), emptyFolder()]) {
    expect((await ruang(target, ['restore', file], env)).code).toBe(0)
    expect((await ruang(target, ['verify', '--world', 'gladi'])).out).toContain('gladi: 2 events')
    const world = join('worlds', 'gladi', 'world.json')
    expect(readFileSync(join(target, world), 'utf8')).toBe(readFileSync(join(folder, world), 'utf8'))
    const log = new SqliteLog(join(target, 'worlds', 'gladi', 'log.db'))
    epochs.push(log.epoch)
    await log.close()
  }
  expect(new Set(epochs).size).toBe(2)
})

test('restore is refused with 75 while a server runs, which does not notice', async () => {
  const folder = emptyFolder()
  const key = keyIn(folder, 'admin')
  const server = serve({ DATA_DIR: folder })
  const address = await server.address
  const file = join(emptyFolder(), 'whole.backup')
  expect((await ruang(folder, ['backup', file], env)).code).toBe(0)
  const { code, out, err } = await ruang(folder, ['restore', file], env)
  expect({ code, out }).toEqual({ code: 75, out: '' })
  expect(err).toMatch(clearLine)
  expect(err).toContain(String(holderOf(folder)?.pid))
  expect((await reader(address, key)('/api/events')) as Page).toMatchObject({ head: 0 })
})
