import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Alarm } from '../../shared/situation/items.ts'
import { digest } from '../../shared/situation/digest.ts'
import {
  backupConditions,
  backupSources,
  copyBackup,
  copyDue,
  isDue,
  takeBackup,
} from '../../server/upkeep/backups.ts'
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

const gentle = { timeout: 120_000 }

test(
  'a server with a place for backups takes one, tries it, copies it, tries the copy, and both are sources like any other',
  gentle,
  async () => {
    const [folder, here, there] = [emptyFolder(), join(emptyFolder(), 'cadangan'), emptyFolder()]
    surroundings({ ...passphrase, DATA_DIR: folder })
    const env = { ...passphrase, BACKUP_DIR: here, BACKUP_COPY_DIR: there }
    const server = await running(env, { schedule: true }, folder)
    await server.tell(flood())
    const { source } = server.server.worlds.find()!.present.situations.staff
    // Four processes, which give way to whatever else runs.
    await expect.poll(() => source.get(backupSources.copied)?.heard, { timeout: 100_000 }).toBeTruthy()
    expect(source.get(backupSources.taken)).toMatchObject({ everySeconds: 86_400, lateAfterSeconds: 108_000 })
    expect(names(here)).toEqual(names(there))
    expect(names(here)).toHaveLength(1)
    const drilled = await ruang(folder, ['drill', join(there, names(there)[0]!)], passphrase)
    expect(drilled).toMatchObject({ code: 0, err: '' })
    expect(drilled.out).toMatch(
      /^the backup of \S+ restores: real up to seq \d+, digest [0-9a-f]+, 0 vault records\n$/,
    )
  },
)

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

test(
  'where the other place is not mounted, not whole or full the copy fails and says why, and only the newest good ones are kept',
  gentle,
  async () => {
    const [folder, here, there] = [emptyFolder(), emptyFolder(), emptyFolder()]
    surroundings({ ...passphrase, DATA_DIR: folder })
    const { server, tell } = await running({}, {}, folder)
    await tell(flood())
    const plan = { dataDir: folder, folder: here, copyFolder: there, everyHours: 24, keep: 2 }
    const { signal } = new AbortController()
    // One of a clock that was a year ahead: it is not the newest.
    for (const day of ['20261101', '20261102', '20271122'])
      writeFileSync(join(here, `ruang-${day}T000000Z.backup`), 'x')
    writeFileSync(join(here, 'catatan.txt'), 'bukan cadangan')
    const { present } = server.worlds.find()!
    const before = () => ({ seq: present.seq, digest: digest(present.situations.staff) })
    const another = { ...before(), digest: 'abcdef' }
    const failed = (subject: string, reason: string) => {
      return { type: 'source.failed', subject, data: { reason: expect.stringContaining(reason) } }
    }
    const taken = await takeBackup(plan, '2026-11-22T00:00:00.000Z', another, signal)
    expect(taken).toMatchObject(failed('cadangan', 'digest'))
    expect(names(here)).toHaveLength(4)
    const asOf = '2026-11-22T01:00:00.000Z'
    // It was taken, and one of the older ones turned out to be broken.
    expect(await takeBackup(plan, asOf, before(), signal)).toMatchObject(failed('cadangan', 'disisihkan'))
    expect(names(here)).toEqual([
      'catatan.txt',
      expect.stringMatching(/^ruang-2026110[12]T000000Z\.backup\.rusak$/),
      'ruang-20261122T010000Z.backup',
    ])

    const gone = { ...plan, copyFolder: join(folder, 'tidak-ada') }
    expect(await copyBackup(gone, asOf, false, signal)).toMatchObject(
      failed('cadangan-luar', 'tidak-ada tidak ada; apakah disk atau share-nya terpasang? (ENOENT)'),
    )
    expect(await copyBackup(plan, asOf, false, signal)).toMatchObject(
      failed('cadangan-luar', 'apakah share-nya'),
    )
    expect((await copyBackup(plan, asOf, true, signal)).type).toBe('source.heard')
    const copy = join(there, 'ruang-20261122T010000Z.backup')
    const bytes = readFileSync(copy)
    bytes[bytes.length >> 1]! ^= 1
    writeFileSync(copy, bytes)
    expect(await copyBackup(plan, asOf, false, signal)).toMatchObject(
      failed('cadangan-luar', 'cadangan rusak'),
    )
    expect(names(there)).toEqual(['ruang-20261122T010000Z.backup.rusak'])
  },
)

test('a backup is due when none was heard for a round, also when the last was heard in a future that a wrong clock made', () => {
  const plan = { dataDir: '', folder: '', copyFolder: '/x', everyHours: 24, keep: 14 }
  const now = Date.UTC(2026, 10, 22)
  const heard = (hours: number, id = 'cadangan') => ({
    ...{ id, seq: 1, owner: '', everySeconds: 86_400, lateAfterSeconds: 108_000 },
    heard: new Date(now - hours * 3_600_000).toISOString(),
    asOf: new Date(now - hours * 3_600_000).toISOString(),
  })
  expect(isDue(undefined, plan, now, Infinity)).toBe(true)
  expect([23.9, 24, -1, -9_000].map((hours) => isDue(heard(hours), plan, now, Infinity))).toEqual([
    ...[false, true, true, true],
  ])
  expect([60_000, 16 * 60_000].map((tried) => isDue(heard(30), plan, now, tried))).toEqual([false, true])
  const both = (copied?: ReturnType<typeof heard>) =>
    new Map([heard(1), copied].flatMap((source) => (source ? [[source.id, source] as const] : [])))
  expect(copyDue(plan, both(heard(25, 'cadangan-luar')), Infinity)).toBe(heard(1).asOf)
  expect(copyDue(plan, both(heard(25, 'cadangan-luar')), 60_000)).toBeUndefined()
  expect(copyDue(plan, both(heard(1, 'cadangan-luar')), Infinity)).toBeUndefined()
  const far = heard(31, 'cadangan-luar')
  const message = 'Salinan cadangan di luar terlambat: tidak ada yang baik dalam 30 jam terakhir'
  expect(backupConditions(plan, both(far), now)).toMatchObject([
    { about: 'cadangan-luar', level: 2, message },
  ])
  const failing = { ...heard(25, 'cadangan-luar'), failing: { reason: '/x penuh', since: '' } }
  expect(backupConditions(plan, both(failing), now)).toMatchObject([
    { about: 'cadangan-luar', level: 1, message: 'Salinan cadangan di luar gagal: /x penuh' },
  ])
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
