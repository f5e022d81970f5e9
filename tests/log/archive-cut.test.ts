import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { DatabaseSync } from 'node:sqlite'
import { Archive, isStub } from '../../server/log/archive/archive.ts'
import { moveDue } from '../../server/log/archive/move.ts'
import { LogUnavailable } from '../../server/log/log.ts'
import { sqliteShelf } from '../../server/log/sqlite-archive.ts'
import { someRows } from '../../server/log/sqlite-rows.ts'
import { SqliteLog } from '../../server/log/sqlite.ts'
import { emptyFolder } from '../http/running.ts'
import { append, at } from './told.ts'

const rule = { kind: 'all', before: at(1), is: () => true }

/** A log whose rows a, b and c were written to a file, and then it was cut off: the rows still hold their texts. */
async function cutOff() {
  const folder = emptyFolder()
  const log = new SqliteLog(join(folder, 'log.db'))
  await append(log, 'a', 'b', 'c')
  const db = new DatabaseSync(join(folder, 'log.db'))
  onTestFinished(async () => {
    db.close()
    await log.close()
  })
  // A new one each: what a process before had read and unpacked does not count.
  const shelf = () =>
    sqliteShelf(
      new Archive(join(folder, 'archive')),
      () => db,
      (act) => act(),
    )
  const cut = async () => Promise.reject(new Error('cut off'))
  await expect(moveDue({ ...shelf(), strip: cut }, rule)).rejects.toThrow('cut off')
  return { folder, log, db, shelf }
}

test('moving rows that was cut off between the file and the rows is gone on with by the next, and whole in between', async () => {
  const { log, db, shelf } = await cutOff()
  const stubs = () => someRows(db, 0, -1).filter(({ body }) => isStub(body)).length
  expect([await log.verify(), stubs()]).toEqual([{ rows: 3 }, 0])
  expect(await moveDue(shelf(), rule)).toBeUndefined()
  expect([await log.verify(), stubs()]).toEqual([{ rows: 3 }, 3])
})

test('a noted file that is damaged is found while its rows still hold the texts, and they stay where they are', async () => {
  const { folder, log, shelf } = await cutOff()
  const file = join(folder, 'archive', '000001.jsonl.br')
  const body = readFileSync(file)
  const damaged = Buffer.from(body)
  damaged[body.length >> 1]! ^= 1
  const damages: [() => void, RegExp][] = [
    [
      () => writeFileSync(file, damaged),
      /000001\.jsonl\.br \(all, seq 1 to 3\) cannot be used: it was changed/,
    ],
    [() => writeFileSync(file, body.subarray(0, -1)), /000001\.jsonl\.br .* it was changed/],
    [() => rmSync(file), /000001\.jsonl\.br \(all, seq 1 to 3\) is missing/],
  ]
  for (const [damage, which] of damages) {
    damage()
    expect(await log.verify()).toEqual({ rows: 3, bad: 1, reason: expect.stringMatching(which) })
    await expect(moveDue(shelf(), rule)).rejects.toThrow(LogUnavailable)
    expect((await log.read(0, 9)).map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  }
  writeFileSync(file, body)
  expect(await moveDue(shelf(), rule)).toBeUndefined()
  expect(await log.verify()).toEqual({ rows: 3 })
})
