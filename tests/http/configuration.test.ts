import { readdirSync, readFileSync } from 'node:fs'
import { nationalHolidays } from '../../server/regions/holidays.ts'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { goodPassword, noted, signedIn, strict } from '../access/people.ts'
import { Screen } from '../live/screen.ts'
import type { Running } from './running.ts'

type Json = Record<string, unknown>

const format = { format: 'ruang-pantau-configuration', version: 1 }

async function put(server: Running, key: string, body: unknown, query = '') {
  const answer = await fetch(`${server.address}/api/configuration${query}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: answer.status, body: (await answer.json()) as Json }
}

const settings = (server: Running) =>
  Object.fromEntries(
    [...server.server.worlds.find()!.present.situations.staff.setting].map(([key, { value }]) => [
      key,
      value,
    ]),
  )

test('the file holds settings, sources, people, keys and screens, and not one secret', async () => {
  const server = await strict()
  const { browser } = await signedIn(server, 'admin', 'dewi@uji.test')
  const feeder = server.key('feeder', { sources: ['/sensor/*'] })
  const { keys, access } = server.server
  const setup = { name: 'Dinding kiri', place: 'Lantai 2', distance: 4, height: 68, wall: 'utama', number: 2 }
  const { token } = access.screens.pair(setup, 'admin:p_1')
  const declared = { owner: 'BPBD', everySeconds: 60, lateAfterSeconds: 300, title: 'Pos Contoh' }
  await server.tell(
    { specversion: '1.0', id: 's1', source: '/x', type: 'source.declared', subject: 'pos', data: declared },
    server.key('admin'),
  )
  const { text, status } = await browser.get('/api/configuration')
  expect(status).toBe(200)
  const file = JSON.parse(text) as Json
  expect(file).toMatchObject({
    ...format,
    settings: { sla: { '*': 5 }, holidays: nationalHolidays, site: { region: '52.02' } },
    sources: [{ id: 'pos', ...declared }],
  })
  expect(file.people).toEqual([{ name: expect.any(String), email: 'dewi@uji.test', role: 'admin' }])
  expect(file.screens).toEqual([setup])
  expect(file.keys).toContainEqual({
    name: 'uji',
    role: 'feeder',
    sources: ['/sensor/*'],
    types: ['*'],
    expires: '',
  })
  const folder = join(server.folder, 'secrets')
  const secrets = [
    ...readdirSync(folder).flatMap((name) => {
      const bytes = readFileSync(join(folder, name))
      return [
        bytes.toString('utf8'),
        bytes.toString('hex'),
        bytes.toString('base64url'),
        bytes.toString('base64'),
      ]
    }),
    ...[feeder, token, goodPassword, server.server.doors.startToken, keys.find(feeder)?.ref ?? ''],
    ...browser.cookies.values(),
  ].map((secret) => secret.trim())
  expect(secrets.length).toBeGreaterThan(8)
  expect(secrets.every((secret) => secret.length > 8)).toBe(true)
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
  expect(text).not.toMatch(/[0-9a-f]{32,}|\$argon2|\brp_|hash|token|password/i)
  expect(await noted(server, 'export.made')).toMatchObject([
    { subject: 'configuration', data: { what: 'configuration', by: expect.stringMatching(/^admin:p_/) } },
  ])
})

test('a dry run says field by field what would change, and changes nothing', async () => {
  const server = await strict()
  const admin = server.key('admin')
  const agencies = [
    { id: 'BPBD', name: 'BPBD' },
    { id: 'DINKES', name: 'Dinas Kesehatan' },
  ]
  await put(server, admin, { ...format, settings: { agencies } })
  const wanted = {
    agencies: [
      { id: 'BPBD', name: 'Badan Penanggulangan' },
      { id: 'PUPR', name: 'PUPR' },
    ],
    sla: { '*': 5, pengaduan: 3 },
    holidays: [...nationalHolidays, { day: '2027-08-17', title: 'Kemerdekaan' }],
    constructor: 1,
  }
  const people = [{ name: 'Orang', email: 'x@uji.test', role: 'admin' }]
  const { status, body } = await put(server, admin, { ...format, settings: wanted, people }, '?dryRun=1')
  expect(status).toBe(200)
  expect(body).toMatchObject({
    dryRun: true,
    basis: 1,
    changes: [
      { field: 'agencies.BPBD.name', before: 'BPBD', after: 'Badan Penanggulangan' },
      { field: 'agencies.DINKES', before: agencies[1], after: null },
      { field: 'agencies.PUPR', before: null, after: { id: 'PUPR', name: 'PUPR' } },
      { field: 'sla.pengaduan', before: null, after: 3 },
      { field: 'holidays.2027-08-17', before: null, after: { day: '2027-08-17', title: 'Kemerdekaan' } },
      { field: 'constructor', before: null, after: 1 },
    ],
    kept: expect.arrayContaining(['site', 'templates', 'chains', 'alarmRules', 'commandSeats']),
    notImported: { sources: 0, people: 1, keys: 0, screens: 0 },
  })
  expect(settings(server)).toMatchObject({ agencies, sla: { '*': 5 }, holidays: nationalHolidays })
  expect(await server.server.access.people.list()).toEqual([])
})

test('applying records each changed setting as an act of that person, and every screen obeys', async () => {
  const server = await strict()
  const { browser } = await signedIn(server, 'admin')
  const screen = new Screen(server.address, { key: server.key('display') })
  const { body: dry } = await browser.ask('PUT', '/api/configuration?dryRun=1', { ...format, settings: {} })
  const holidays = ['2026-08-17', { day: '2026-12-24', title: 'Cuti bersama', leave: true }]
  const wanted = { sla: { '*': 2 }, holidays, site: settings(server).site }
  const query = `?basis=${String(dry.basis)}`
  const answer = await browser.ask('PUT', `/api/configuration${query}`, { ...format, settings: wanted })
  expect(answer.status).toBe(200)
  expect((answer.body.applied as Json[]).map(({ key }) => key)).toEqual(['sla', 'holidays'])
  expect(await noted(server, 'setting.changed')).toMatchObject([
    { subject: 'sla', actor: expect.stringMatching(/^admin:p_/), data: { key: 'sla', value: { '*': 2 } } },
    { subject: 'holidays', data: { value: holidays } },
  ])
  const { seq, index } = server.server.worlds.find()!.present.situations.wall
  await screen.seq(seq)
  screen.socket.disconnect()
  expect([...index.calendar.holidays]).toEqual(['2026-08-17', '2026-12-24'])
  const again = await browser.ask('PUT', '/api/configuration', { ...format, settings: wanted })
  expect(again.body).toMatchObject({ changes: [], applied: [] })
})

test('what somebody changed after the preview is refused, and the rest stands', async () => {
  const server = await strict()
  const admin = server.key('admin')
  const file = (days: number) => ({ ...format, settings: { sla: { '*': days }, holidays: ['2026-01-01'] } })
  const { body } = await put(server, admin, file(9), '?dryRun=1')
  await put(server, admin, { ...format, settings: { sla: { '*': 7 } } })
  const late = await put(server, admin, file(9), `?basis=${String(body.basis)}`)
  expect(late.body).toMatchObject({ applied: [{ key: 'holidays' }], refused: [{ key: 'sla' }] })
  expect(settings(server)).toMatchObject({ sla: { '*': 7 }, holidays: ['2026-01-01'] })
  const alone = await put(server, admin, { ...format, settings: { sla: { '*': 1 } } }, '?basis=0')
  expect(alone.status).toBe(409)
})

test('a wrong file is refused whole with its fields, and another regency’s site is not taken', async () => {
  const server = await strict()
  const admin = server.key('admin')
  const wrong = {
    agencies: [
      { id: 'A', name: 'A' },
      { id: 'A', name: 'B' },
    ],
    sla: { '*': 1.5 },
    holidays: ['17 Agustus'],
  }
  const refused = await put(server, admin, { ...format, settings: { ...wrong, scene: 1 } })
  expect(refused.status).toBe(422)
  const fields = (refused.body.errors as { field: string }[]).map(({ field }) => field)
  expect(fields).toEqual(['agencies', 'sla.*', 'holidays.0'])
  expect((await put(server, admin, { settings: {} })).status).toBe(422)
  expect((await put(server, admin, { ...format, version: 2, settings: {} })).status).toBe(422)
  const site = { ...(settings(server).site as Json), region: '52.01', name: 'Kabupaten Lain' }
  const { body } = await put(server, admin, { ...format, settings: { site } })
  expect(body).toMatchObject({ changes: [], notImported: { site: expect.stringContaining('52.01') } })
  expect(await noted(server, 'setting.changed')).toEqual([])
})
