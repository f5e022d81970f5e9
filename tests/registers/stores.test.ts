import { statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { bounds, QuarantineFile, type Quarantine } from '../../server/quarantine.ts'
import { commonOutbox } from '../../server/registers/common-outbox.ts'
import { openCommon, type Common } from '../../server/registers/common-pool.ts'
import { CommonQuarantine } from '../../server/registers/common-quarantine.ts'
import { OutboxFile, type Delivery, type OutboxStore } from '../../server/registers/outbox-store.ts'
import { emptyFolder } from '../http/running.ts'
import { startPostgres, type Postgres } from '../postgres.ts'

let postgres: Postgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.remove())

let databases = 0
async function common(): Promise<Common> {
  const name = `stores${++databases}`
  await postgres.run(`CREATE DATABASE ${name}`)
  const opened = await openCommon(postgres.url.replace(/\/postgres$/, `/${name}`))
  onTestFinished(opened.close)
  return opened
}

interface Kind {
  outbox: () => Promise<OutboxStore>
  quarantine: (within?: typeof bounds) => Promise<Quarantine>
}

const files: Kind = {
  outbox: async () => {
    const file = join(emptyFolder(), 'outbox.db')
    const store = new OutboxFile(file)
    onTestFinished(() => store.close())
    expect(statSync(file).mode & 0o777).toBe(0o600)
    return store
  },
  quarantine: async (within) => {
    const quarantine = new QuarantineFile(join(emptyFolder(), 'quarantine.db'), within)
    onTestFinished(() => quarantine.close())
    return quarantine
  },
}
const database: Kind = {
  outbox: async () => commonOutbox(await common()),
  quarantine: async (within) => new CommonQuarantine(await common(), within),
}

const delivery = (id: string, created = 0): Delivery => ({
  ...{ id, target: 't', seq: 1, type: 'x', body: '{}', created, next: 0, attempts: 0 },
  ...{ state: 'waiting', error: '' },
})
const one = (raw: string) => ({ world: 'real', source: '', reason: '', raw })
const day = 86_400_000

describe.each([
  ['files', files],
  ['PostgreSQL', database],
] as const)('outbox and quarantine in %s', (_, kind) => {
  test('what waited for a log that was restored since is dead and listed, not told a second time', async () => {
    const store = await kind.outbox()
    expect(await store.place('real', 'a', 5)).toBe(5)
    await store.keep('real', 7, [delivery('one'), delivery('one')])
    expect([await store.place('real', 'a', 0), await store.due(1, 9)]).toMatchObject([7, [{ id: 'one' }]])
    expect(await store.place('real', 'b', 3)).toBe(3)
    expect(await store.due(1, 9)).toEqual([])
    expect(await store.list('dead', 9)).toMatchObject([{ id: 'one', error: 'the log was restored since' }])
    expect([await store.retry('one', 9), await store.retry('one', 9)]).toEqual([true, false])
    expect(await store.due(9, 9)).toEqual([{ ...delivery('one'), created: 9, next: 9 }])
  })

  test('what was delivered is forgotten after a week, what died after a season, what waits never', async () => {
    const store = await kind.outbox()
    await store.place('real', 'a', 0)
    await store.keep('real', 1, [delivery('waits'), delivery('done'), delivery('dead')])
    await store.tried('done', 'done', 0, 1, '')
    await store.tried('dead', 'dead', 0, 9, 'it answered 500')
    const counted = async (at: number) => {
      await store.sweep(at * day)
      return store.count('t')
    }
    expect(await counted(6)).toEqual({ waiting: 1, done: 1, dead: 1 })
    expect(await counted(8)).toEqual({ waiting: 1, done: 0, dead: 1 })
    expect(await counted(91)).toEqual({ waiting: 1, done: 0, dead: 0 })
  })

  test('targets stand in the order in which they came, are changed, and go with what waits for them', async () => {
    const store = await kind.outbox()
    const target = (id: string, name = id) => ({
      ...{ id, name, channel: 'webhook' as const, address: 'https://x.test', secret: 's', events: ['*'] },
      ...{ level: 0, created: '' },
    })
    for (const id of ['t', 'a']) await store.putTarget(target(id))
    await store.putTarget(target('a', 'lain'))
    expect((await store.targets()).map(({ name }) => name).toSorted()).toEqual(['lain', 't'])
    await store.keep('real', 1, [delivery('one')])
    expect([await store.dropTarget('t'), await store.dropTarget('t')]).toEqual([true, false])
    expect([await store.targets(), await store.due(1, 9)]).toMatchObject([[{ id: 'a' }], []])
  })

  test('what is kept is bounded in age, number and size: the oldest go', async () => {
    const quarantine = await kind.quarantine({ most: 10, mostCharacters: 1_000 })
    const raws = async () => (await quarantine.list('real')).map(({ raw }) => raw)
    await quarantine.keep([one('old')], 0)
    await quarantine.keep([one('new')], 91 * day)
    expect(await raws()).toEqual(['new'])
    const many = Array.from({ length: 12 }, (_, at) => one(`${at}`))
    await quarantine.keep(many, 91 * day)
    expect(await raws()).toEqual(['11', '10', '9', '8', '7', '6', '5', '4', '3', '2'])
    await quarantine.keep([one('x'.repeat(995))], 91 * day)
    expect((await raws()).map((raw) => raw.length)).toEqual([995, 2, 2, 1])
    await quarantine.remove((await quarantine.list('real'))[0]?.id ?? '')
    await quarantine.keep([one('y'.repeat(990))], 91 * day)
    expect((await raws()).map((raw) => raw.length)).toEqual([990, 2, 2, 1])
    expect(await quarantine.count()).toBe(4)
  })

  test('what is kept is listed in parts where it is large, and found as it came', async () => {
    const quarantine = await kind.quarantine()
    await quarantine.keep(Array.from({ length: 12 }, (_, at) => one(`${at}`.padEnd(1_000_000))))
    const first = await quarantine.list('real', 100)
    expect(first).toHaveLength(8)
    const rest = await quarantine.list('real', 100, first.at(-1)?.number)
    expect(rest.map(({ raw }) => raw.trim())).toEqual(['3', '2', '1', '0'])
    const caller = { role: 'feeder' as const, ref: 'k', name: 'n', sources: ['*'] }
    const odd = { ...one('{"a": "\u0000\u00e9\ud83c\udf0a"'), world: 'gladi', reason: '\u0000x', caller }
    const [id = ''] = await quarantine.keep([{ ...odd, attributes: { id: 'y' } }])
    expect(await quarantine.find(id)).toMatchObject({ id, raw: odd.raw, caller, attributes: { id: 'y' } })
    await quarantine.stillRefused(id, 'masih')
    expect(await quarantine.list('gladi')).toMatchObject([{ id, reason: 'masih' }])
    expect(await quarantine.find('none')).toBeUndefined()
  })
})
