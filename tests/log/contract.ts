import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LogUnavailable, type Log } from '../../server/log/log.ts'
import { append, at, told, until, upTo } from './told.ts'

/** A fresh store under test. */
export interface Store {
  log: Log
  /** Closes the log and opens the same store again. */
  reopen: () => Promise<Log>
  /** Changes the store behind the log's back, as no command of ours does. */
  tamper: (how: 'text' | 'hash' | 'recorded' | 'name' | 'remove', seq: number) => Promise<void>
  discard: () => Promise<void>
}

/** What every store of the log must hold to, through the `Log` interface alone. */
export function logContract(name: string, open: () => Promise<Store>): void {
  describe(`the log in ${name}`, () => {
    let store: Store
    let log: Log
    beforeEach(async () => {
      store = await open()
      log = store.log
    })
    afterEach(() => store.discard())

    test('numbers events from 1 without gaps, however many append at once', async () => {
      const sizes = Array.from({ length: 60 }, (_, index) => index % 5)
      const written = await Promise.all(
        sizes.map((size, turn) =>
          log.append(at(turn), async ({ head }) => {
            await new Promise((resume) => setTimeout(resume, turn % 3))
            assert.equal((await log.head()).seq, head.seq, 'somebody wrote while the head was held')
            return Array.from({ length: size }, (_, index) => told(`${turn}-${index}`))
          }),
        ),
      )
      expect(written.map((events) => events.length)).toEqual(sizes)
      expect((await log.read(0, 200)).map(({ seq }) => seq)).toEqual(upTo(120))
      expect(written.flat().map(({ seq }) => seq)).toEqual(upTo(120))
      expect((await log.head()).seq).toBe(120)
    })

    test('says within an append which statements it knows, by source and id together', async () => {
      await append(log, 'a', 'b')
      let known: (number | undefined)[] = []
      await log.append(at(0), async (appending) => {
        known = await appending.known([
          { source: '/test', id: 'b' },
          { source: '/other', id: 'b' },
          { source: '/test', id: 'c' },
          { source: '/test', id: 'a' },
        ])
        return []
      })
      expect(known).toEqual([2, undefined, undefined, 1])
    })

    test('refuses a statement it knows, and the others of its group with it', async () => {
      await append(log, 'a')
      await expect(append(log, 'b', 'a')).rejects.toThrow(LogUnavailable)
      await append(log, 'c')
      expect((await log.read(0, 10)).map(({ id }) => id)).toEqual(['a', 'c'])
    })

    test('writes nothing when prepare throws or has nothing, and goes on afterwards', async () => {
      const seen: number[] = []
      log.follow(0, (events) => seen.push(...events.map(({ seq }) => seq)))
      const failing = log.append(at(0), async () => {
        throw new TypeError('not decided')
      })
      await expect(failing).rejects.toThrow(new TypeError('not decided'))
      expect(await log.append(at(0), async () => [])).toEqual([])
      expect((await log.head()).seq).toBe(0)
      expect((await append(log, 'a')).map(({ seq }) => seq)).toEqual([1])
      await until(() => seen.length > 0)
      expect(seen).toEqual([1])
    })

    test('never lets the time of recording go back, also after it was opened again', async () => {
      await log.append(at(30), async () => [told('a')])
      await log.append(at(10), async () => [told('b')])
      log = await store.reopen()
      await log.append(at(20), async () => [told('c')])
      await log.append(at(40), async () => [told('d'), told('e')])
      const times = (await log.read(0, 10)).map(({ recorded }) => recorded)
      expect(times).toEqual([at(30), at(30), at(30), at(40), at(40)])
    })

    test('reads so many after a number, in order', async () => {
      await append(log, ...upTo(20).map(String))
      expect((await log.read(5, 3)).map(({ seq, id }) => [seq, id])).toEqual([[6, '6'], [7, '7'], [8, '8']]) // prettier-ignore
      expect(await log.read(20, 5)).toEqual([])
    })

    test('hands every event to every follower in order and once, from wherever it begins', async () => {
      await append(log, ...upTo(50).map(String))
      const got = new Map<number, number[]>()
      const follow = (after: number) => {
        const seen: number[] = []
        got.set(after, seen)
        return log.follow(after, (events) => seen.push(...events.map(({ seq }) => seq)))
      }
      const stops = [0, 25].map(follow)
      const appending = Promise.all(upTo(40).map((turn) => append(log, `x${turn}`, `y${turn}`)))
      stops.push(...[50, 49].map(follow))
      await appending
      stops.push(follow(120))
      for (const [after, seen] of got) {
        await until(() => seen.length >= 130 - after)
        expect(seen).toEqual(upTo(130).slice(after))
      }
      stops.forEach((stop) => stop())
      await append(log, 'after')
      await new Promise((resume) => setTimeout(resume, 20))
      expect([...got.values()].map((seen) => seen.at(-1))).toEqual([130, 130, 130, 130, 130])
    })

    test('hands over what it reads back: no absent key is there, and nobody else holds the object', async () => {
      const handed: unknown[] = []
      log.follow(0, (events) => handed.push(...events))
      const odd = told('\u00e9\ud83c\udf0a', { region: undefined, data: { asOf: at(1), items: -0 } })
      const answered = await log.append(at(0), async () => [odd, told('"\\\u2028')])
      odd.data = { asOf: 'changed', items: 9 }
      const read = await log.read(0, 10)
      await until(() => handed.length === 2)
      assert.deepEqual(handed, read)
      assert.deepEqual(answered, read)
      assert.equal('region' in (read[0] ?? {}), false)
    })

    test('keeps its epoch when it is opened again, and a new log has another', async () => {
      const { epoch } = log
      expect(epoch).toMatch(/\S{8,}/)
      log = await store.reopen()
      expect(log.epoch).toBe(epoch)
      const other = await open()
      expect(other.log.epoch).not.toBe(epoch)
      await other.discard()
    })

    test('is whole after it was opened again', async () => {
      const written = await append(log, 'a', 'b')
      const head = await log.head()
      log = await store.reopen()
      assert.deepEqual(await log.read(0, 10), written)
      assert.deepEqual({ ...(await log.head()) }, { ...head })
      expect((await append(log, 'c')).map(({ seq }) => seq)).toEqual([3])
      expect(await log.verify()).toEqual({ rows: 3 })
    })

    test('gives the newest checkpoint of a fold, also as of a moment', async () => {
      const keep = (seq: number, recorded: string, fold: string) =>
        log.saveCheckpoint({ seq, recorded, fold, body: new Uint8Array([seq, 255]) })
      await keep(5, '2026-03-28T10:00:00.000Z', 'f1')
      await keep(9, '2026-03-29T10:00:00.000Z', 'f1')
      await keep(12, '2026-03-29T18:00:00.000Z', 'f1')
      const found = (await log.checkpoint('f1'))!
      expect([found.seq, found.fold, [...found.body]]).toEqual([12, 'f1', [12, 255]])
      expect((await log.checkpoint('f1', '2026-03-28T10:00:00.000Z'))?.seq).toBe(5)
      expect((await log.checkpoint('f1', '2026-03-29T17:00:00.000Z'))?.seq).toBe(5)
      const none = [await log.checkpoint('f0'), await log.checkpoint('f1', '2026-03-28T09:59:59.999Z')]
      expect(none).toEqual([undefined, undefined])
      log = await store.reopen()
      expect((await log.checkpoint('f1'))?.seq).toBe(12)
      await log.saveCheckpoint({ ...found, seq: 13, recorded: '2026-03-30T10:00:00.000Z', fold: 'f2' })
      expect(await log.checkpoint('f1')).toBeUndefined()
    })

    const reasons = {
      text: /changed/,
      hash: /changed/,
      recorded: /changed/,
      name: /filed/,
      remove: /missing/,
    }
    for (const how of ['text', 'hash', 'recorded', 'name', 'remove'] as const)
      test(`finds that a row was tampered with: ${how}`, async () => {
        await append(log, 'a', 'b', 'c', 'd')
        expect(await log.verify()).toEqual({ rows: 4 })
        await store.tamper(how, 3)
        const { bad, reason } = await log.verify()
        expect(bad).toBe(3)
        expect(reason).toMatch(reasons[how])
      })

    test('finds that the newest row is gone', async () => {
      await append(log, 'a', 'b', 'c')
      await store.tamper('remove', 3)
      expect((await log.verify()).bad).toBe(3)
    })

    test('takes nothing more once it is closed', async () => {
      await append(log, 'a')
      await log.close()
      await expect(append(log, 'b')).rejects.toThrow(LogUnavailable)
    })
  })
}
