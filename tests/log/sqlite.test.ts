import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { SqliteLog } from '../../server/log/sqlite.ts'
import { archiveContract, type ArchivingStore } from './archive-contract.ts'
import { logContract } from './contract.ts'

const statements = {
  text: "UPDATE event SET body = replace(body, 'gauge', 'gauges') WHERE seq = ?",
  hash: "UPDATE event SET hash = replace(hash, substr(hash, 1, 8), '01234567') WHERE seq = ?",
  recorded: "UPDATE event SET recorded = '2026-03-30T02:00:01.000Z' WHERE seq = ?",
  name: "UPDATE event SET id = 'z' WHERE seq = ?",
  remove: 'DELETE FROM event WHERE seq = ?',
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
      const db = new DatabaseSync(file)
      db.prepare(statements[how]).run(seq)
      db.close()
    },
    discard: async () => {
      await log.close()
      rmSync(folder, { recursive: true })
    },
  }
}

logContract('SQLite', open)
archiveContract('SQLite', open)
