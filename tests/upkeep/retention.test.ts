import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { leavingOf, retentionOf } from '../../shared/retention.ts'
import { settingErrors } from '../../shared/settings.ts'
import type { NewEvent } from '../../shared/events/types.ts'
import { eraseDue } from '../../server/upkeep/retention.ts'
import { SqliteLog } from '../../server/log/sqlite.ts'
import { ruang } from '../cli/command.ts'
import { emptyFolder, running, type Running } from '../http/running.ts'

const dayMs = 86_400_000
const ago = (days: number) => new Date(Date.now() - days * dayMs).toISOString()
const passphrase = { RUANG_PASSPHRASE: 'kata sandi contoh' }

const setting = (value: unknown) => ({
  specversion: '1.0',
  id: crypto.randomUUID(),
  source: '/uji',
  type: 'setting.changed',
  subject: 'retention',
  data: { key: 'retention', value },
})

/** A hotspot and a gauge each day of the last `days`, recorded then. */
async function oldLog(folder: string, days: number): Promise<void> {
  const log = new SqliteLog(join(folder, 'log.db'))
  for (let day = days; day > 0; day--) {
    const at = ago(day - 0.1)
    const made = (kind: string): NewEvent => ({
      ...{ specversion: '1.0', id: `${kind}-${day}`, source: '/uji', subject: `${kind}-${day}`, time: at },
      type: 'observation.made',
      data: { kind, title: kind, geometry: { type: 'Point', coordinates: [116.2, -8.8] } },
    })
    await log.append(at, async () => [made('hotspot'), made('water-level')])
  }
  await log.close()
}

async function archived(server: Running, value: unknown) {
  const admin = server.key('admin')
  expect((await server.tell(setting(value), admin)).status).toBe(201)
  const answer = await server.post('/api/archive', '', admin)
  return ((await answer.json()) as { files: Record<string, unknown>[] }).files
}

test('old observations leave the log for files, and reading, looking back, backup and verify go on as one', async () => {
  const [folder, place] = [emptyFolder(), emptyFolder()]
  await oldLog(folder, 60)
  const server = await running({}, {}, folder)
  const key = server.key('operator')
  const seen = async (path: string) => (await server.get(path, key)).text()
  const pages = ['/api/events?after=0&limit=500', `/api/situation?at=${ago(40)}`]
  const before = await Promise.all(pages.map(seen))
  const archive = [
    { type: 'observation.made', kind: 'hotspot', days: 30 },
    { type: 'observation.made', days: 50 },
  ]
  const files = await archived(server, { archive })
  expect(files).toMatchObject([
    { number: 1, kind: 'observation.made:hotspot', from: 1, count: 30 },
    { number: 2, kind: 'observation.made but hotspot', from: 2, count: 10 },
  ])
  expect(await archived(server, { archive })).toEqual([])
  const events = JSON.parse(await seen(pages[0]!)) as { events: { seq: number }[] }
  expect(events.events.slice(0, 120)).toEqual((JSON.parse(before[0]!) as typeof events).events)
  expect(JSON.parse(await seen(pages[1]!))).toEqual(JSON.parse(before[1]!))
  const whole = /^real: \d+ events, the chain is whole\n$/
  expect((await ruang(folder, ['verify'])).out).toMatch(whole)

  const file = join(place, 'a.backup')
  expect(await ruang(folder, ['backup', file], passphrase)).toMatchObject({ code: 0, err: '' })
  expect(await ruang(folder, ['drill', file], passphrase)).toMatchObject({ code: 0, err: '' })
  const restored = emptyFolder()
  expect(await ruang(restored, ['restore', file], passphrase)).toMatchObject({ code: 0 })
  expect((await ruang(restored, ['verify'])).out).toMatch(whole)

  await server.server.close()
  expect((await ruang(folder, ['archive'])).out).toMatch(/^nothing is due/)
  const broken = join(folder, 'archive', readdirSync(join(folder, 'archive'))[0]!)
  const bytes = readFileSync(broken)
  bytes[bytes.length >> 1]! ^= 1
  writeFileSync(broken, bytes)
  const named = /archive file 000001\.jsonl\.br \(observation\.made:hotspot, seq 1 to 59\)/
  const told = await ruang(folder, ['verify'])
  expect([told.code, told.out, named.test(told.err)]).toEqual([1, '1\n', true])
  const refused = await ruang(folder, ['backup', join(place, 'b.backup')], passphrase)
  expect([refused.code, named.test(refused.err)]).toEqual([1, true])
  const again = await running({}, {}, folder)
  const unread = await again.get('/api/events?after=0', again.key('operator'))
  expect([unread.status, named.test(await unread.text())]).toEqual([503, true])
  expect((await again.get('/api/events?after=100', again.key('operator'))).status).toBe(200)
})

test('what a reporter said of themselves is erased so many days after the complaint was closed, and the chain stays whole', async () => {
  const server = await running()
  const step = (type: string, subject: string, days: number, data: object) =>
    server.tell({
      ...{
        specversion: '1.0',
        id: `${type}-${subject}`,
        source: '/uji',
        type,
        subject,
        time: ago(days),
        data,
      },
    })
  const opened = { class: 'pengaduan', category: 'jalan', title: 'Jalan rusak', channel: 'web' }
  for (const [subject, days] of [
    ['lama', 40],
    ['baru', 20],
  ] as const) {
    await step('ticket.opened', subject, 60, { ...opened, reporter: { name: `Warga ${subject}` } })
    await step('ticket.closed', subject, days, { outcome: 'done' })
  }
  const { log, present, registers } = server.server.worlds.find()!
  const [first] = await log.read((await registers.seqsOf('lama'))[0]! - 1, 1)
  const [second] = await log.read((await registers.seqsOf('baru'))[0]! - 1, 1)
  const world = server.server.worlds.find()!
  const beginning = { closed: '', row: 0 }
  await archived(server, { archive: [] })
  expect(await eraseDue(world, server.server.vault, beginning)).toEqual(beginning)
  await archived(server, { personalOfClosedTickets: 30 })
  const came = await eraseDue(world, server.server.vault, beginning)
  expect(await server.server.vault.read(first!.vault!)).toBe('erased')
  expect(await server.server.vault.read(second!.vault!)).toMatchObject({})
  const { seq } = present
  expect(await eraseDue(world, server.server.vault, came)).toEqual(came)
  expect(await eraseDue(world, server.server.vault, beginning)).toEqual(came)
  expect(present.seq).toBe(seq)
  const noted = (await log.read(seq - 1, 1))[0]
  expect(noted).toMatchObject({ type: 'vault.erased', data: { reference: first!.vault } })
  expect((await log.verify()).bad).toBeUndefined()
})

test('records of office stay in the log, and a rule for all leaves out the kinds that have their own', () => {
  const errors = (value: unknown) => settingErrors('retention', value).map(({ field }) => field)
  expect(errors({ archive: [{ type: 'ticket.opened', days: 400 }] })).toEqual(['retention.archive.0.type'])
  expect(errors({ archive: [{ type: 'no.thing', days: 400 }] })).toEqual(['retention.archive.0.type'])
  expect(errors({ archive: [{ type: 'source.heard', days: 1 }] })).toEqual(['retention.archive.0.days'])
  expect(errors({ archive: [{ type: 'source.heard', kind: 'x', days: 30 }] })).toEqual(['retention.archive'])
  expect(errors({ personalOfClosedTickets: 3 })).toEqual(['retention.personalOfClosedTickets'])
  const archive = [
    { type: 'observation.made', days: 90 },
    { type: 'observation.made', kind: 'hotspot', days: 30 },
  ]
  expect(errors({ archive })).toEqual([])
  const [all, hotspots] = leavingOf(retentionOf({ archive }))
  const made = (kind: string) => ({ type: 'observation.made' as const, data: { kind } })
  expect([all!.is(made('hotspot')), all!.is(made('earthquake'))]).toEqual([false, true])
  expect([hotspots!.is(made('hotspot')), hotspots!.is(made('earthquake'))]).toEqual([true, false])
})
