import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeBackup } from '../../server/cli/backup/write.ts'
import { emptyFolder, flood } from '../http/running.ts'
import { retold, tamperRow } from '../log/tamper.ts'
import { clearLine, contents, ruang } from './command.ts'

const env = { RUANG_PASSPHRASE: 'kata sandi contoh' }
let place: string
let data: string
let file: string

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'ruang-test-'))
  data = join(place, 'data')
  file = join(place, 'whole.backup')
  const events = join(place, 'events.json')
  writeFileSync(events, JSON.stringify([flood({}, { reporter: { name: 'Ibu Contoh' } }), flood()]))
  for (const args of [
    ['replay', events],
    ['key', 'create', '--name', 'uji', '--role', 'feeder'],
    ['backup', file],
  ])
    expect((await ruang(data, args, env)).code).toBe(0)
})
afterAll(() => rmSync(place, { recursive: true, force: true }))

/** A copy of the backup with something done to its bytes. */
function spoilt(change: (bytes: Buffer) => Buffer): string {
  const copy = join(emptyFolder(), 'spoilt.backup')
  writeFileSync(copy, change(readFileSync(file)))
  return copy
}

/** Restores on the folder with data, which stays as it was. Answers the words. */
async function refuses(path: string, word = env.RUANG_PASSPHRASE): Promise<string> {
  const before = contents(data)
  const { code, out, err } = await ruang(data, ['restore', path], { RUANG_PASSPHRASE: word })
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toMatch(clearLine)
  expect(contents(data)).toEqual(before)
  return err
}

/** Restores where nothing is, and nothing is there afterwards. */
async function refusesOnNothing(path: string): Promise<void> {
  const fresh = join(emptyFolder(), 'data')
  expect((await ruang(fresh, ['restore', path], env)).code).toBe(1)
  expect(existsSync(fresh)).toBe(false)
}

test('a wrong passphrase is refused and named, and nothing is touched', async () => {
  expect(await refuses(file, 'kata sandi lain')).toContain('passphrase')
})

test('without a passphrase and without a terminal nothing begins: exit code 78', async () => {
  for (const args of [
    ['restore', file],
    ['backup', join(place, 'other.backup')],
  ]) {
    const { code, err } = await ruang(data, args)
    expect(code).toBe(78)
    expect(err).toMatch(/^ruang: RUANG_PASSPHRASE: [^\n]+\n$/)
  }
  expect(existsSync(join(place, 'other.backup'))).toBe(false)
})

test.each<[string, (bytes: Buffer) => Buffer]>([
  ['cut in the middle', (bytes) => bytes.subarray(0, bytes.length / 2)],
  ['without its last line', (bytes) => bytes.subarray(0, bytes.length - 75)],
  ['with something after its end', (bytes) => Buffer.concat([bytes, Buffer.from('x')])],
  ['with one bit of the log turned', (bytes) => turned(bytes, bytes.indexOf('Banjir'))],
  [
    'with another name for a file',
    (bytes) => Buffer.from(bytes.toString('latin1').replace('"vault.db"', '"vaulx.db"'), 'latin1'),
  ],
  ['that is something else', () => Buffer.from('{"a":1}\n')],
  ['that is empty', () => Buffer.alloc(0)],
])('a backup %s is refused, and nothing is touched', async (_what, change) => {
  await refuses(spoilt(change))
})

test('a backup that is cut, or turned in its middle, makes no folder where there is none', async () => {
  await refusesOnNothing(spoilt((bytes) => bytes.subarray(0, bytes.length - 75)))
  await refusesOnNothing(spoilt((bytes) => turned(bytes, bytes.indexOf('Banjir'))))
})

function turned(bytes: Buffer, at: number): Buffer {
  expect(at).toBeGreaterThan(0)
  bytes[at] = bytes[at]! ^ 1
  return bytes
}

test('a log whose chain does not fit is not backed up, and a backup of one is not restored', async () => {
  const broken = emptyFolder()
  expect((await ruang(broken, ['restore', file], env)).code).toBe(0)
  tamperRow(join(broken, 'log.db'), 2, retold('Banjir', 'Cerah'))
  const target = join(broken, 'of-a-broken-log.backup')
  const { code, err } = await ruang(broken, ['backup', target], env)
  expect(code).toBe(1)
  expect(err).toMatch(/first bad seq 2:/)
  expect(readdirSync(broken).filter((name) => name.includes('backup'))).toEqual([])
  await writeBackup(target, env.RUANG_PASSPHRASE, [
    { file: 'log.db', path: join(broken, 'log.db'), sealed: false },
  ])
  expect(await refuses(target)).toContain('first bad seq 2:')
})

test('what a restore replaces is kept aside, and what may hold names is not readable in a backup', async () => {
  const folder = emptyFolder()
  expect((await ruang(folder, ['restore', file], env)).code).toBe(0)
  const first = contents(folder)
  const { out } = await ruang(folder, ['restore', file], env)
  const aside = /before are in (\S+)/.exec(out)?.[1] ?? ''
  expect(contents(aside)).toEqual(first)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const bytes = readFileSync(file)
  expect(bytes.includes('Ibu Contoh')).toBe(false)
  expect(bytes.includes(readFileSync(join(data, 'secrets', 'vault')))).toBe(false)
  expect(bytes.toString('latin1').match(/SQLite format 3/g)).toHaveLength(2)
})

test('a failed backup leaves the one before as it was', async () => {
  const copy = spoilt((bytes) => bytes)
  const size = statSync(copy).size
  expect((await ruang(emptyFolder(), ['backup', copy], env)).code).toBe(1)
  expect(statSync(copy).size).toBe(size)
  truncateSync(copy, 10)
  expect((await ruang(data, ['backup', copy], env)).code).toBe(0)
  expect(statSync(copy).size).toBeGreaterThan(10)
})

test('a backup names the photos, which stay where they are; a restore says how many are missing', async () => {
  const folder = emptyFolder()
  expect((await ruang(folder, ['restore', file], env)).err).toBe('')
  for (const [name, text] of [
    ['media/ab/abcd', 'foto'],
    ['originals/v_1', 'asli'],
    ['tls/server.key', 'kunci'],
  ] as const) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  const copy = join(emptyFolder(), 'photos.backup')
  expect((await ruang(folder, ['backup', copy], env)).code).toBe(0)
  expect(readFileSync(copy).includes('kunci')).toBe(false)
  rmSync(join(folder, 'originals'), { recursive: true })
  const here = await ruang(folder, ['restore', copy], env)
  expect(here).toMatchObject({ code: 0, err: expect.stringMatching(/^1 of 2 photos are missing: [^\n]+\n$/) })
  expect(readFileSync(join(folder, 'media/ab/abcd'), 'utf8')).toBe('foto')
  expect(readFileSync(join(folder, 'tls/server.key'), 'utf8')).toBe('kunci')
  // The first backup held no certificate: the one that is there stays.
  expect((await ruang(folder, ['restore', file], env)).code).toBe(0)
  expect(readFileSync(join(folder, 'tls/server.key'), 'utf8')).toBe('kunci')
})
