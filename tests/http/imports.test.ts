import { expect, test } from 'vitest'
import { ruang } from '../cli/command.ts'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { running, type Running } from './running.ts'

const send = async (server: Running, path: string, body: string, key: string) => {
  const answer = await server.post(`/api/imports/${path}`, body, key, { 'content-type': 'text/csv' })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}
const present = (server: Running) => server.server.worlds.find()!.present.situations.staff
const setting = (id: string, value: unknown) => ({
  specversion: '1.0',
  id,
  source: '/uji',
  type: 'setting.changed',
  subject: 'agencies',
  data: { key: 'agencies', value },
})

test('a sheet sent by a page is tried first, and taken whole or not at all', async () => {
  const server = await running()
  const key = server.key('operator')
  const sheet =
    'Indikator;Nilai;Satuan;Tanggal;Wilayah;OPD\nAir bersih;61,5;%;30 Juni 2026;52.02.04;pupr\nAir bersih;7;%;31 Juni 2026;52.02.05;pupr\n'
  const tried = await send(server, 'indicators?dryRun=1', sheet, key)
  expect(tried).toMatchObject({ status: 200, body: { rows: 2, statements: 2, refused: [{ line: 3 }] } })
  expect((await send(server, 'indicators', sheet, key)).status).toBe(422)
  expect(present(server).indicator.size).toBe(0)
  const taken = await send(server, 'indicators?skipRefused=1', sheet, key)
  expect(taken.body).toMatchObject({ recorded: 2, known: 0, notTaken: [] })
  expect((await send(server, 'indicators?skipRefused=1', sheet, key)).body).toMatchObject({
    recorded: 0,
    known: 2,
  })
  expect(present(server).indicator.get('indicator/air-bersih')?.byRegion['52.02.04']).toMatchObject({
    value: 61.5,
  })
  expect((await send(server, 'penduduk', sheet, key)).status).toBe(404)
  expect((await send(server, 'indicators?asOf=besok', sheet, key)).status).toBe(422)
})

test('an HXL sheet is read by its hashtags; an agency hands in its own rows alone', async () => {
  const server = await running()
  const hxl =
    'Kode,Kecamatan,Cakupan,Hari\n#indicator+code,#adm3+code,#value,#date\nimunisasi,52.02.04,91.5,2026-06-30\nimunisasi,52.02.05,x,2026-06-30\n'
  const read = await send(server, 'indicators?skipRefused=1', hxl, server.key('operator'))
  expect(read.body).toMatchObject({ recorded: 1, refused: [{ line: 4 }] })
  expect(present(server).indicator.get('imunisasi')?.byRegion['52.02.04']?.value).toBe(91.5)

  const agency = server.key('agency:pupr')
  const plan = 'Kode,Uraian,OPD\n1.03,Jalan,pupr\n1.02,Kesehatan,dinkes\n1.04,Rumah,\n'
  const tried = await send(server, 'plan?dryRun=1', plan, agency)
  expect(tried.body).toMatchObject({
    statements: 2,
    refused: [
      {
        ...{ line: 3, reason: 'agency: plan/1.02 belongs to dinkes, not to pupr' },
        ...{ code: 'belongs-to', given: { owner: 'dinkes' } },
      },
    ],
  })
  expect((await send(server, 'indicators?dryRun=1', hxl, agency)).body).toMatchObject({ statements: 0 })
  expect((await send(server, 'tickets?dryRun=1', plan, agency)).status).toBe(403)
})

test('an agency renamed in mid-year keeps its history, and sheets under any of its names are its own', async () => {
  const server = await running()
  const admin = server.key('admin')
  const name = (id: string, ...agencies: unknown[]) => server.tell(setting(id, agencies), admin)
  const sheet = (agency: string, physical: number, day: string) =>
    `Kode;Nama Proyek;OPD;Rencana;Fisik;Tanggal\np1;Jembatan;${agency};50;${physical};${day}\n`
  await name('s1', { id: 'pupr', name: 'Dinas PUPR', aliases: ['Dinas Pekerjaan Umum'] })
  const key = server.key('operator')
  await send(server, 'projects', sheet('dinas  pekerjaan UMUM', 20, '2026-05-31'), key)
  await name('s2', {
    id: 'pupr',
    name: 'Dinas PUPR dan Perkim',
    aliases: ['Dinas PUPR', 'Dinas Pekerjaan Umum'],
  })
  await send(server, 'projects', sheet('Dinas PUPR dan Perkim', 30, '2026-06-30'), key)
  const file = join(server.folder, 'p.csv')
  writeFileSync(file, sheet('Dinas PUPR', 35, '2026-07-31'))
  expect((await ruang(server.folder, ['import', 'projects', file])).code).toBe(0)
  const { project } = present(server)
  expect(project.get('p1')).toMatchObject({ agency: 'pupr', physical: 35 })
  expect(project.get('p1')?.curve.map(([day]) => day)).toEqual(['2026-05-31', '2026-06-30', '2026-07-31'])
  await send(server, 'projects', sheet('Dinas Entah', 35, '2026-08-31').replace('p1', 'p2'), key)
  expect(project.get('p2')?.agency).toBe('Dinas Entah')
})
