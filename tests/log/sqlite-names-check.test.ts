import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { LogUnavailable } from '../../server/log/log.ts'
import { SqliteLog } from '../../server/log/sqlite.ts'
import { verifyFile } from '../../server/log/verify-file.ts'
import { emptyFolder } from '../http/running.ts'
import { withoutRuns } from './older.ts'
import { append } from './told.ts'

/** A closed log of so many counted names, some that are not, and counted ones again. */
async function logOf(counted: number): Promise<string> {
  const file = join(emptyFolder(), 'log.db')
  const log = new SqliteLog(file)
  const names = Array.from({ length: counted }, (_, at) => `n-${at}`)
  for (const group of [names, ['x', 'y', 'z'], names.map((name) => `m${name}`)])
    if (group.length > 0) await append(log, ...group)
  await log.close()
  return file
}

function change(file: string, sql: string): void {
  const db = new DatabaseSync(file)
  db.exec(sql)
  db.close()
}

const tooMany = /more than there are rows/
const misfiled = /filed under another name/

test.each([
  ['that no row has', "INSERT INTO run VALUES ('5 /testz', 1, 9999, 5)", 44, tooMany],
  ['that rows of another have', "INSERT INTO run VALUES ('5 /testz', 1, 3, 5)", 44, tooMany],
  [
    'that only seems to have none',
    "INSERT INTO run VALUES ('5 /testz', 9, 1, 4), ('5 /testz', 90, 1, -4)",
    44,
    tooMany,
  ],
  ['that is open beside the newest', "INSERT INTO run VALUES ('5 /testz', 1, 44, NULL)", 44, tooMany],
  ['that is open again', 'UPDATE run SET count = NULL', 44, tooMany],
  ['that is longer', 'UPDATE run SET count = 22 WHERE seq = 1', 44, tooMany],
  ['that is shorter', 'UPDATE run SET count = 19 WHERE seq = 1', 20, misfiled],
  ['that begins elsewhere', 'UPDATE run SET first = first + 1 WHERE seq = 1', 1, misfiled],
  ['that is not there, as no other', 'DROP TABLE run', 1, misfiled],
])('a log is not whole with a run %s', async (_, sql, bad, reason) => {
  const file = await logOf(20)
  expect(verifyFile(file)).toEqual({ rows: 43 })
  change(file, sql)
  expect(verifyFile(file)).toMatchObject({ bad, reason: expect.stringMatching(reason) })
})

test.each([
  ['stands elsewhere', 'UPDATE statement SET name = name + 1048573 WHERE seq = 2', 2],
  ['is not there, as no other', 'DROP TABLE statement', 1],
])(
  'a log from before there were runs is not whole either where a name %s, nor once it was opened',
  async (_, sql, bad) => {
    const file = await logOf(0)
    withoutRuns(file)
    change(file, sql)
    const broken = { bad, reason: expect.stringMatching(misfiled) }
    expect(verifyFile(file)).toMatchObject(broken)
    await new SqliteLog(file).close()
    expect(verifyFile(file)).toMatchObject(broken)
  },
)

test('what waits is read again from the beginning where the note of it is gone', async () => {
  const file = await logOf(20)
  change(file, "UPDATE meta SET value = 'x' WHERE name = 'indexed'; DROP TABLE single; DROP TABLE run")
  expect(verifyFile(file)).toEqual({ rows: 43 })
  const log = new SqliteLog(file)
  for (const id of ['n-7', 'x']) await expect(append(log, id)).rejects.toThrow(LogUnavailable)
  await log.close()
  expect(verifyFile(file)).toEqual({ rows: 43 })
})
