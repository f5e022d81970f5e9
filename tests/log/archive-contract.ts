import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LogUnavailable, type Log } from '../../server/log/log.ts'
import { numbers } from '../bench/mix.ts'
import type { Store } from './contract.ts'
import { at, told, until } from './told.ts'

/** A store whose older rows go to files in a folder. */
export interface ArchivingStore extends Store {
  folder: string
  /** What the log notes of a file is made another text. */
  tamperNote: (number: number, text: (before: string) => string) => Promise<void>
}

const seeds = (process.env.SEED ?? '11,12,13').split(',').map(Number)
const even = { kind: 'even', is: ({ id }: { id: string }) => Number(id) % 2 === 0 }
const third = { kind: 'third', is: ({ id }: { id: string }) => Number(id) % 3 === 0 }

/** What every store must hold to when rows are moved to files. */
export function archiveContract(name: string, open: () => Promise<ArchivingStore>): void {
  describe(`the archive of the log in ${name}`, () => {
    let store: ArchivingStore
    let log: Log
    beforeEach(async () => {
      store = await open()
      log = store.log
    })
    afterEach(() => store.discard())

    /** So many events, one a second. */
    const fill = async (from: number, to: number) => {
      for (let id = from; id <= to; id++) await log.append(at(id), async () => [told(String(id))])
    }
    const files = () => (existsSync(store.folder) ? readdirSync(store.folder).sort() : [])

    test('moves what is due to files, and is read, followed and verified as before, under the same epoch', async () => {
      await fill(1, 40)
      const [before, head, { epoch }] = [await log.read(0, 100), await log.head(), log]
      const first = await log.archive({ ...even, before: at(30) }, 8)
      expect(first).toMatchObject({ number: 1, kind: 'even', from: 2, to: 16, count: 8 })
      expect(await log.archive({ ...even, before: at(30) }, 8)).toMatchObject({ from: 18, to: 28, count: 6 })
      expect(await log.archive({ ...even, before: at(30) }, 8)).toBeUndefined()
      expect(await log.archive({ ...third, before: at(20) })).toMatchObject({ from: 3, to: 15, count: 3 })
      expect(files()).toEqual(['000001.jsonl.br', '000002.jsonl.br', '000003.jsonl.br'])
      for (let again = 0; again < 2; again++) {
        assert.deepEqual(await log.read(0, 100), before)
        assert.deepEqual({ ...(await log.head()) }, { ...head })
        expect([await log.verify(), log.epoch]).toEqual([{ rows: 40 }, epoch])
        const seen: number[] = []
        const stop = log.follow(0, (events) => seen.push(...events.map(({ seq }) => seq)))
        await until(() => seen.length >= 40)
        stop()
        expect(seen).toEqual(before.map(({ seq }) => seq))
        log = await store.reopen()
      }
      let known: (number | undefined)[] = []
      await log.append(at(50), async (appending) => {
        known = await appending.known([told('2'), told('3'), told('99')])
        return [told('41')]
      })
      expect(known).toEqual([2, 3, undefined])
      expect(await log.archive({ ...even, before: at(50) })).toMatchObject({ number: 4, from: 30, to: 40 })
      expect(await log.verify()).toEqual({ rows: 41 })
    })

    test('says which file with which range is missing, and reads it again when it is back', async () => {
      await fill(1, 12)
      await log.archive({ ...even, before: at(11) })
      const file = join(store.folder, '000001.jsonl.br')
      const body = readFileSync(file)
      rmSync(file)
      log = await store.reopen()
      const which = /000001\.jsonl\.br \(even, seq 2 to 10\) is missing/
      await expect(log.read(0, 5)).rejects.toThrow(which)
      await expect(log.read(0, 5)).rejects.toThrow(LogUnavailable)
      expect((await log.read(10, 5)).map(({ seq }) => seq)).toEqual([11, 12])
      const answer = await log.verify()
      expect([answer.bad, which.test(answer.reason ?? '')]).toEqual([2, true])
      await expect(log.archive({ ...third, before: at(20) })).resolves.toMatchObject({ number: 2 })
      await log.append(at(13), async () => [told('13')])
      writeFileSync(file, body)
      expect((await log.read(0, 5)).map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5'])
      expect(await log.verify()).toEqual({ rows: 13 })
    })

    test.each(seeds)(
      'accepts every honest state and refuses one changed byte anywhere (seed %i)',
      async (seed) => {
        const random = numbers(seed)
        const below = (most: number) => Math.floor(random() * most)
        let last = 0
        for (let turn = 0; turn < 4; turn++) {
          await fill(last + 1, (last += 3 + below(8)))
          const rule = random() < 0.5 ? even : third
          await log.archive({ ...rule, before: at(1 + below(last)) }, 1 + below(5))
          if (random() < 0.3) log = await store.reopen()
          expect(await log.verify()).toEqual({ rows: last })
        }
        const kept = files()
        if (kept.length === 0) await log.archive({ ...even, before: at(last) })
        for (const name of files()) {
          const file = join(store.folder, name)
          const body = readFileSync(file)
          const place = below(body.length)
          const changed = Buffer.from(body)
          changed[place] = body[place]! ^ (1 << below(8))
          writeFileSync(file, changed)
          const { bad, reason } = await log.verify()
          expect([bad !== undefined, reason], `seed ${seed}, byte ${place} of ${name}`).toEqual([
            true,
            expect.stringContaining(name),
          ])
          writeFileSync(file, body)
          await store.tamperNote(Number(name.slice(0, 6)), (text) => {
            const at = below(text.length)
            return `${text.slice(0, at)}${String.fromCharCode(text.charCodeAt(at) ^ 1)}${text.slice(at + 1)}`
          })
          expect((await log.verify()).bad, `seed ${seed}, the note of ${name}`).toBeDefined()
          await store.tamperNote(Number(name.slice(0, 6)), () => '')
        }
        expect(await log.verify()).toEqual({ rows: last })
        await store.tamper('hash', 1 + below(last))
        expect((await log.verify()).bad).toBeDefined()
      },
    )
  })
}
