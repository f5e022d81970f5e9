import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emptyFolder } from '../http/running.ts'
import { clearLine, ruang } from './command.ts'

test('help says every command on stdout and ends with 0', async () => {
  const { code, out, err } = await ruang(emptyFolder(), ['help'])
  expect(code).toBe(0)
  expect(err).toBe('')
  for (const name of ['key create', 'key list', 'key revoke', 'replay', 'verify', 'backup', 'restore'])
    expect(out).toContain(`  ${name} `)
  for (const name of ['import boundaries', 'region build', 'person export', 'person erase', 'read'])
    expect(out).toContain(`  ${name} `)
})

const misused = [
  [],
  ['nonsense'],
  ['constructor'],
  ['key'],
  ['key', 'make'],
  ['key', 'create', '--role', 'feeder'],
  ['key', 'create', '--name', 'uji', '--role', 'king'],
  ['key', 'create', '--name', 'uji', '--role', 'operator', '--sources', '/uji/*'],
  ['key', 'create', '--name', 'uji', '--role', 'feeder', '--expires', 'soon'],
  ['key', 'create', '--name', 'uji', '--role', 'feeder', '--expires', '1.5'],
  ['key', 'create', '--name', 'uji', '--role', 'feeder', '--unknown'],
  ['key', 'create', '--name', 'dua\nbaris', '--role', 'feeder'],
  ['drill', 'a', '--expect', 'much'],
  ['replay'],
  ['replay', 'a', '--speed', '0'],
  ['backup', 'a', 'b'],
  ['import', 'rumours', 'a'],
  ['region', 'break', '52.02'],
  ['person', 'forget', 'v_x'],
]

test('what is not understood is answered in one line on stderr with exit code 64, and nothing is made', async () => {
  const folder = join(emptyFolder(), 'data')
  const ended = await Promise.all(misused.map((args) => ruang(folder, args)))
  for (const [index, { code, out, err }] of ended.entries()) {
    expect({ args: misused[index], code, out }).toEqual({ args: misused[index], code: 64, out: '' })
    expect(err).toMatch(clearLine)
  }
  expect(existsSync(folder)).toBe(false)
})

const impossible = [
  ['verify'],
  ['key', 'revoke', 'k_unknown'],
  ['replay', '/nowhere/file.jsonl'],
  ['restore', '/nowhere/file'],
  ['backup', 'file'],
  ['person', 'export', 'v_unknown'],
  ['person', 'erase', 'v_unknown'],
  ['import', 'boundaries', '/nowhere/file'],
  ['region', 'build', '99.99'],
  ['archive'],
  ['drill', import.meta.dirname],
]

test('what cannot be done is answered in one line on stderr with exit code 1', async () => {
  const run = (args: string[]) => ruang(emptyFolder(), args, { RUANG_PASSPHRASE: 'uji' })
  const ended = await Promise.all(impossible.map(run))
  for (const [index, { code, out, err }] of ended.entries()) {
    expect({ args: impossible[index], code, out }).toEqual({ args: impossible[index], code: 1, out: '' })
    expect(err).toMatch(clearLine)
    // The system's own words help nobody.
    expect(err).not.toMatch(/\bE[A-Z]{4,}: /)
  }
})

test('a wrong value in the environment is one line and exit code 78', async () => {
  const folder = emptyFolder()
  const { code, err } = await ruang(folder, ['key', 'list'], { LOG_LEVEL: 'loud' })
  expect(code).toBe(78)
  expect(err).toMatch(/^ruang: LOG_LEVEL: [^\n]+\n$/)
  expect(readdirSync(folder)).toEqual([])
})
