import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyFolder, flood, running } from '../http/running.ts'
import { clearLine, ruang } from './command.ts'

let recorded: string

/** A log of five events that no server runs on. */
beforeAll(async () => {
  recorded = mkdtempSync(join(tmpdir(), 'ruang-test-'))
  const file = join(recorded, 'events.json')
  writeFileSync(file, JSON.stringify(Array.from({ length: 5 }, () => flood())))
  expect((await ruang(recorded, ['replay', file])).code).toBe(0)
})
afterAll(() => rmSync(recorded, { recursive: true, force: true }))

function copyOfLog(): string {
  const folder = emptyFolder()
  cpSync(recorded, folder, { recursive: true })
  return folder
}

function tamper(folder: string, sql: string): void {
  const db = new DatabaseSync(join(folder, 'log.db'))
  db.exec(sql)
  db.close()
}

test('a whole chain is told with exit code 0, beside a running server and without one', async () => {
  const { folder, tell } = await running()
  await tell(flood())
  await tell(flood())
  expect(await ruang(folder, ['verify'])).toEqual({
    code: 0,
    out: 'real: 2 events, the chain is whole\n',
    err: '',
  })
  expect((await ruang(recorded, ['verify'])).out).toBe('real: 5 events, the chain is whole\n')
})

test.each([
  ['a changed title', 3, "UPDATE event SET body = replace(body, 'Banjir', 'Cerah') WHERE seq = 3"],
  ['a changed time', 4, "UPDATE event SET recorded = '2020-01-01T00:00:00.000Z' WHERE seq = 4"],
  ['a row filed under another name', 2, "UPDATE event SET id = 'lain' WHERE seq = 2"],
  ['a row taken out', 3, 'DELETE FROM event WHERE seq = 3'],
  ['the newest row taken out', 5, 'DELETE FROM event WHERE seq = 5'],
  ['a row taken from the front', 1, 'DELETE FROM event WHERE seq = 1'],
])('%s is found: exit code 1, the first bad seq %i on stdout, why on stderr', async (_what, seq, sql) => {
  const folder = copyOfLog()
  tamper(folder, sql)
  const { code, out, err } = await ruang(folder, ['verify'])
  expect({ code, out }).toEqual({ code: 1, out: `${seq}\n` })
  expect(err).toMatch(clearLine)
  expect(err).toContain(`first bad seq ${seq}:`)
})

test('a file that is no log is one clear line', async () => {
  const folder = emptyFolder()
  writeFileSync(
    join(folder, 'log.db'),
    'no database at all, but longer than a header of one hundred bytes'.repeat(4),
  )
  const { code, err } = await ruang(folder, ['verify'])
  expect(code).toBe(1)
  expect(err).toMatch(clearLine)
})
