import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { OutboxStore, type Delivery } from '../../server/registers/outbox-store.ts'
import { emptyFolder } from '../http/running.ts'

const delivery = (id: string, created = 0): Delivery => ({
  ...{ id, target: 't', seq: 1, type: 'x', body: '{}', created, next: 0, attempts: 0 },
  ...{ state: 'waiting', error: '' },
})

function open(): OutboxStore {
  const file = join(emptyFolder(), 'outbox.db')
  const store = new OutboxStore(file)
  onTestFinished(() => store.close())
  expect(statSync(file).mode & 0o777).toBe(0o600)
  return store
}

test('what waited for a log that was restored since is dead and listed, not told a second time', () => {
  const store = open()
  expect(store.place('real', 'a', 5)).toBe(5)
  store.keep('real', 7, [delivery('one'), delivery('one')])
  expect([store.place('real', 'a', 0), store.due(1, 9)]).toMatchObject([7, [{ id: 'one' }]])
  expect(store.place('real', 'b', 3)).toBe(3)
  expect(store.due(1, 9)).toEqual([])
  expect(store.list('dead', 9)).toMatchObject([{ id: 'one', error: 'the log was restored since' }])
  expect([store.retry('one', 9), store.retry('one', 9)]).toEqual([true, false])
  expect(store.due(9, 9)).toMatchObject([{ id: 'one', created: 9 }])
})

test('what was delivered is forgotten after a week, what died after a season, what waits never', () => {
  const store = open()
  store.keep('real', 1, [delivery('waits'), delivery('done'), delivery('dead')])
  store.tried('done', 'done', 0, 1, '')
  store.tried('dead', 'dead', 0, 9, 'it answered 500')
  const counted = (day: number) => {
    store.sweep(day * 86_400_000)
    return store.count('t')
  }
  expect(counted(6)).toEqual({ waiting: 1, done: 1, dead: 1 })
  expect(counted(8)).toEqual({ waiting: 1, done: 0, dead: 1 })
  expect(counted(91)).toEqual({ waiting: 1, done: 0, dead: 0 })
})
