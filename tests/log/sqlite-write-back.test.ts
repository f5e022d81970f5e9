import { existsSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { SqliteLog } from '../../server/log/sqlite.ts'
import { WriteBack } from '../../server/log/sqlite-write-back.ts'
import { emptyFolder } from '../http/running.ts'
import { append } from './told.ts'

const due = 3_000_000

/** A database that writes nothing back by itself, and has something to write back. */
function open(): { file: string; db: DatabaseSync; write: (bytes: number) => void; pending: () => unknown } {
  const file = join(emptyFolder(), 'log.db')
  const db = new DatabaseSync(file)
  onTestFinished(() => db.close())
  db.exec('PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE text (body BLOB)')
  const insert = db.prepare('INSERT INTO text (body) VALUES (?)')
  return {
    file,
    db,
    write: (bytes) => void insert.run(new Uint8Array(bytes)),
    pending: () => db.prepare('PRAGMA wal_checkpoint(PASSIVE)').get()?.log,
  }
}

test('what is due is written back by the thread, and the write-ahead file begins anew with the commit after', () => {
  const { file, db, write, pending } = open()
  const writeBack = new WriteBack()
  write(due)
  writeBack.committed(db, 1, due / 2)
  writeBack.settled()
  expect(statSync(file).size).toBeLessThan(due / 2)
  // While somebody reads of it the file does not begin anew, so that the next page comes behind the others.
  const reader = new DatabaseSync(file)
  reader.exec('BEGIN; SELECT count(*) FROM text')
  writeBack.committed(db, 1, due / 2)
  writeBack.settled()
  expect(statSync(file).size).toBeGreaterThan(due)
  write(10)
  reader.close()
  writeBack.committed(db, 1, 10)
  write(10)
  expect(pending()).toBeLessThan(5)
})

test('where the thread fails nothing is lost or made, and it is asked again', () => {
  const { file, db, write, pending } = open()
  const writeBack = new WriteBack()
  write(due)
  renameSync(file, `${file}.aside`)
  writeBack.committed(db, 1, due)
  writeBack.settled()
  expect(existsSync(file)).toBe(false)
  renameSync(`${file}.aside`, file)
  expect(statSync(file).size).toBeLessThan(due / 2)
  // What was asked for and failed is not due again at once.
  for (let turn = 0; turn < 2; turn++) writeBack.committed(db, 1, 10)
  writeBack.settled()
  expect(statSync(file).size).toBeLessThan(due / 2)
  writeBack.committed(db, 1, due)
  writeBack.settled()
  expect(statSync(file).size).toBeGreaterThan(due)
  expect(pending()).toBeGreaterThan(700)
  expect(db.prepare('SELECT sum(length(body)) AS bytes FROM text').get()).toEqual({ bytes: due })
})

test('a log that is closed while the thread is at it leaves one file, whole', async () => {
  const folder = emptyFolder()
  const file = join(folder, 'log.db')
  const filler = 'x'.repeat(40_000)
  for (let round = 0, told = 0; round < 4; round++) {
    // With the last of these it is asked for.
    const log = new SqliteLog(file)
    for (let turn = 0; turn < 52; turn++) await append(log, `${told++}-${filler}`)
    await log.close()
    expect(existsSync(`${file}-wal`)).toBe(false)
    expect(existsSync(`${file}-shm`)).toBe(false)
    const again = new SqliteLog(file)
    expect(await again.verify()).toEqual({ rows: told })
    await again.close()
  }
})
