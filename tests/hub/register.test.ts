import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SqliteLog } from '../../server/log/sqlite.ts'
import { openRegister, type Register } from '../../server/registers/register.ts'
import type { RecordedEvent } from '../../shared/events/types.ts'
import { append, until } from '../log/told.ts'

let folder: string
let log: SqliteLog
let register: Register | undefined
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ruang-register-'))
  log = new SqliteLog(join(folder, 'log.db'))
})
afterEach(async () => {
  register?.stop()
  await log.close()
  rmSync(folder, { recursive: true })
})

const insert = (db: DatabaseSync) => {
  const statement = db.prepare('INSERT INTO seen VALUES (?)')
  return ({ seq }: RecordedEvent) => void statement.run(seq)
}

/** A register that notes every event it is given: a double would stand there twice. */
function open(version = 1, apply = insert): void {
  register?.stop()
  const tables = 'CREATE TABLE IF NOT EXISTS seen (seq INTEGER) STRICT'
  const shape = { name: 'seen', version, tables, drop: 'DROP TABLE IF EXISTS seen' }
  register = openRegister(join(folder, 'registers.db'), log, shape, apply)
}

const seen = () => (register?.db.prepare('SELECT seq FROM seen').all() ?? []).map(({ seq }) => Number(seq))

describe('a register', () => {
  test('has what stood in the log before it and what comes, and goes on where it was', async () => {
    await append(log, 'a', 'b')
    open()
    await append(log, 'c')
    expect(seen()).toEqual([1, 2, 3])
    register?.stop()
    register = undefined
    await append(log, 'd')
    open()
    expect(seen()).toEqual([1, 2, 3, 4])
  })

  test('is built anew for another version, and for another log', async () => {
    await append(log, 'a', 'b')
    open()
    register?.db.exec('INSERT INTO seen VALUES (99)')
    open(2)
    expect(seen()).toEqual([1, 2])
    register?.stop()
    register = undefined
    await log.close()
    rmSync(join(folder, 'log.db'))
    log = new SqliteLog(join(folder, 'log.db'))
    await append(log, 'z')
    open(2)
    expect(seen()).toEqual([1])
  })

  test('that failed once catches up without holding up the log, each event once', async () => {
    let failing = true
    open(1, (db) => {
      const note = insert(db)
      return (event) => {
        if (failing && event.seq === 2) throw new Error('no room')
        note(event)
      }
    })
    await append(log, 'a')
    await append(log, 'b', 'c')
    expect(seen()).toEqual([1])
    failing = false
    // The reading takes its time, and more comes meanwhile.
    const read = log.read.bind(log)
    log.read = async (...parts) => {
      await new Promise((resume) => setTimeout(resume, 10))
      return read(...parts)
    }
    await append(log, 'd')
    await append(log, 'e')
    await append(log, 'f')
    await until(() => seen().length >= 6)
    await new Promise((resume) => setTimeout(resume, 50))
    expect(seen()).toEqual([1, 2, 3, 4, 5, 6])
    await append(log, 'g')
    expect(seen().at(-1)).toBe(7)
  })
})
