import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyFolder, flood, running } from '../http/running.ts'
import { misfile, recordedAt, retold, takenOut, tamperRow } from '../log/tamper.ts'
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
  ['a changed title', 3, retold('Banjir', 'Cerah')],
  ['a changed time', 4, recordedAt('2020-01-01T00:00:00.000Z')],
  ['a row filed under another name', 2, misfile],
  ['a row taken out', 3, takenOut],
  ['the newest row taken out', 5, takenOut],
  ['a row taken from the front', 1, takenOut],
])('%s is found: exit code 1, the first bad seq %i on stdout, why on stderr', async (_what, seq, change) => {
  const folder = copyOfLog()
  if (change === misfile) misfile(join(folder, 'log.db'), seq)
  else tamperRow(join(folder, 'log.db'), seq, change as typeof takenOut)
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
