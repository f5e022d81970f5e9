import { mkdtempSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import type { ChainRow } from '../../server/log/chain.ts'
import { copyDatabase } from '../../server/log/copy-database.ts'
import { LogUnavailable } from '../../server/log/log.ts'
import { SqliteLog } from '../../server/log/sqlite.ts'
import { emptyFolder } from '../http/running.ts'
import { archiveContract, type ArchivingStore } from './archive-contract.ts'
import { logContract } from './contract.ts'
import { misfile, recordedAt, retold, takenOut, tamperRow } from './tamper.ts'
import { append } from './told.ts'

const changes = {
  text: retold('gauge', 'gauges'),
  hash: (row: ChainRow) => ({ ...row, hash: `01234567${row.hash.slice(8)}` }),
  recorded: recordedAt('2026-03-30T02:00:01.000Z'),
  remove: takenOut,
}

async function open(): Promise<ArchivingStore> {
  const folder = mkdtempSync(join(tmpdir(), 'ruang-log-'))
  const file = join(folder, 'log.db')
  let log = new SqliteLog(file)
  const notes = new Map<number, string>()
  return {
    log,
    folder: join(folder, 'archive'),
    tamperNote: async (number, text) => {
      const db = new DatabaseSync(file)
      const before = String(db.prepare('SELECT entry FROM archive WHERE number = ?').get(number)?.entry)
      // An empty text puts the first one back.
      if (!notes.has(number)) notes.set(number, before)
      const set = db.prepare('UPDATE archive SET entry = ? WHERE number = ?')
      set.run(text(before) || notes.get(number)!, number)
      db.close()
    },
    reopen: async () => {
      await log.close()
      return (log = new SqliteLog(file))
    },
    tamper: async (how, seq) => {
      if (how === 'name') misfile(file, seq)
      else tamperRow(file, seq, changes[how])
    },
    discard: async () => {
      await log.close()
      rmSync(folder, { recursive: true })
    },
  }
}

test('after a failed write a file that no longer holds what was acknowledged is not gone on from', async () => {
  const folder = emptyFolder()
  const [file, older] = [join(folder, 'log.db'), join(folder, 'older.db')]
  const log = new SqliteLog(file)
  onTestFinished(() => log.close())
  await append(log, 'a', 'b')
  await copyDatabase(file, older)
  await append(log, 'c')
  // A write that fails, and what the disk shows then is what stood there before.
  await expect(append(log, 'c')).rejects.toThrow(LogUnavailable)
  for (const name of [file, `${file}-wal`, `${file}-shm`]) rmSync(name, { force: true })
  renameSync(older, file)
  await expect(append(log, 'd')).rejects.toThrow(/no longer holds what was acknowledged up to seq 3/)
  await expect(log.read(0, 10)).rejects.toThrow(LogUnavailable)
  await expect(log.check()).rejects.toThrow(LogUnavailable)
})

test('after a failed write, what the write-ahead file shows is written over itself before any of it is believed', async () => {
  const folder = emptyFolder()
  const file = join(folder, 'log.db')
  const log = new SqliteLog(file)
  // Whoever else has it open keeps the write-ahead file from being folded in and removed.
  const other = new DatabaseSync(file)
  onTestFinished(async () => {
    await log.close()
    other.close()
  })
  other.prepare('SELECT * FROM meta').all()
  await append(log, 'a', 'b')
  await expect(append(log, 'b')).rejects.toThrow(LogUnavailable)
  // What is refused when it is opened again gets no write of SQLite's own.
  tamperRow(file, 2, changes.hash)
  const wal = `${file}-wal`
  const before = readFileSync(wal)
  utimesSync(wal, 1, 1)
  await expect(log.read(0, 10)).rejects.toThrow(/no longer holds what was acknowledged up to seq 2/)
  expect(statSync(wal).mtimeMs).toBeGreaterThan(1_000)
  expect(readFileSync(wal).equals(before)).toBe(true)
})

logContract('SQLite', open)
archiveContract('SQLite', open)
