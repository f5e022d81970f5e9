import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Alarm } from '../../shared/situation/items.ts'
import { backupSources, isDue, takeBackup } from '../../server/upkeep/backups.ts'
import { sayings, type Condition } from '../../server/upkeep/conditions.ts'
import { diskCondition, diskLevel, roomIn } from '../../server/upkeep/disk.ts'
import { clearLine, ruang } from '../cli/command.ts'
import { emptyFolder, flood, running } from '../http/running.ts'

const passphrase = { RUANG_PASSPHRASE: 'kata sandi contoh' }
const names = (folder: string) => readdirSync(folder).toSorted()

function surroundings(env: Record<string, string>): void {
  for (const [name, value] of Object.entries(env)) {
    const before = process.env[name]
    process.env[name] = value
    onTestFinished(() => {
      if (before === undefined) delete process.env[name]
      else process.env[name] = before
    })
  }
}

test('a server with a place for backups takes one, tries it, copies it, tries the copy, and both are sources like any other', async () => {
  const [folder, here, there] = [emptyFolder(), join(emptyFolder(), 'cadangan'), emptyFolder()]
  surroundings({ ...passphrase, DATA_DIR: folder })
  const env = { ...passphrase, BACKUP_DIR: here, BACKUP_COPY_DIR: there }
  const server = await running(env, { schedule: true }, folder)
  await server.tell(flood())
  const { source } = server.server.worlds.find()!.present.situations.staff
  await expect
    .poll(() => source.get(backupSources.copied)?.heard, { timeout: 15_000, interval: 100 })
    .toBeTruthy()
  expect(source.get(backupSources.taken)).toMatchObject({ everySeconds: 86_400, lateAfterSeconds: 108_000 })
  expect(names(here)).toEqual(names(there))
  expect(names(here)).toHaveLength(1)
  const drilled = await ruang(folder, ['drill', join(there, names(there)[0]!)], passphrase)
  expect(drilled).toMatchObject({ code: 0, err: '' })
  expect(drilled.out).toMatch(/^the backup of \S+ restores: real up to seq \d+\n$/)
})

test('a copy whose bytes changed does not pass the drill, and nothing of the trial is left', async () => {
  const [folder, place] = [emptyFolder(), emptyFolder()]
  await (await running({}, {}, folder)).tell(flood())
  const file = join(place, 'a.backup')
  expect((await ruang(folder, ['backup', file], passphrase)).code).toBe(0)
  const bytes = readFileSync(file)
  bytes[bytes.length >> 1]! ^= 1
  writeFileSync(file, bytes)
  const drilled = await ruang(folder, ['drill', file], passphrase)
  expect(drilled.code).toBe(1)
  expect(drilled.err).toMatch(clearLine)
  expect(drilled.err).toMatch(/broken/)
  expect(names(place)).toEqual(['a.backup'])
})

test('where the other place is not mounted the copy fails and says why, the backup itself stands, and only the newest are kept', async () => {
  const [folder, here] = [emptyFolder(), emptyFolder()]
  surroundings({ ...passphrase, DATA_DIR: folder })
  await (await running({}, {}, folder)).tell(flood())
  for (const day of ['01', '02', '03']) writeFileSync(join(here, `ruang-202611${day}T000000Z.backup`), 'x')
  writeFileSync(join(here, 'catatan.txt'), 'bukan cadangan')
  const plan = { folder: here, copyFolder: join(folder, 'tidak-ada'), everyHours: 24, keep: 2 }
  const said = await takeBackup(plan, Date.UTC(2026, 10, 22), new AbortController().signal)
  expect(said).toMatchObject([
    { type: 'source.heard', subject: 'cadangan' },
    { type: 'source.failed', subject: 'cadangan-luar', data: { reason: expect.stringContaining('ENOENT') } },
  ])
  expect(names(here)).toEqual([
    'catatan.txt',
    'ruang-20261103T000000Z.backup',
    'ruang-20261122T000000Z.backup',
  ])
})

test('a backup is due when none was heard for a round, and not again at once after a failure', () => {
  const plan = { folder: '', copyFolder: undefined, everyHours: 24, keep: 14 }
  const now = Date.UTC(2026, 10, 22)
  const heard = (hours: number) => ({
    id: 'cadangan',
    seq: 1,
    owner: '',
    everySeconds: 86_400,
    lateAfterSeconds: 108_000,
    heard: new Date(now - hours * 3_600_000).toISOString(),
  })
  expect(isDue(undefined, plan, now, 0)).toBe(true)
  expect(isDue(heard(23.9), plan, now, 0)).toBe(false)
  expect(isDue(heard(24), plan, now, 0)).toBe(true)
  expect(isDue(heard(30), plan, now, now - 60_000)).toBe(false)
  expect(isDue(heard(30), plan, now, now - 16 * 60_000)).toBe(true)
})

test('a disk that fills is told in three steps long before it is full, and does not flicker at a mark', async () => {
  expect([0.5, 0.2, 0.19, 0.09, 0.02].map((share) => diskLevel(share, 0))).toEqual([0, 0, 1, 2, 3])
  expect([0.21, 0.23].map((share) => diskLevel(share, 1))).toEqual([1, 0])
  expect(diskCondition('data', { share: 0.084, bytes: 4_240_000_000 }, 0)).toMatchObject({
    level: 2,
    message: 'Ruang disk data tinggal 8 % (4,2 GB)',
  })
  const folder = emptyFolder()
  mkdirSync(join(folder, 'a'))
  const { share, bytes } = await roomIn(folder)
  expect(share).toBeGreaterThan(0)
  expect(share).toBeLessThanOrEqual(1)
  expect(bytes).toBeGreaterThan(0)
})

test('a condition is raised once, again when it gets worse, and returns when it is over; other rules are left alone', () => {
  const full = (level: 1 | 2): Condition => ({ rule: 'ruang-disk', about: 'data', level, message: '' })
  const alarm = (id: string, rule: string, level: number): [string, Alarm] => [
    id,
    {
      id,
      rule,
      level,
      seq: 1,
      about: 'data',
      message: '',
      state: 'acknowledged',
      raised: '',
      moved: '',
      times: 1,
    },
  ]
  const types = (conditions: Condition[], ...alarms: [string, Alarm][]) =>
    sayings(conditions, new Map(alarms)).map(({ type, subject }) => `${type} ${subject}`)
  expect(types([full(1)])).toEqual(['alarm.raised ruang-disk:data'])
  const stands = alarm('ruang-disk:data', 'ruang-disk', 1)
  expect(types([full(1)], stands)).toEqual([])
  expect(types([full(2)], stands)).toEqual(['alarm.raised ruang-disk:data'])
  expect(types([], stands, alarm('banjir', 'muka-air', 2))).toEqual(['alarm.returned ruang-disk:data'])
})
