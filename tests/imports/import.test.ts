import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { shareFlags } from '../../shared/shares.ts'
import { situationFromJson } from '../../shared/situation/json.ts'
import type { SituationJson } from '../../shared/situation/situation.ts'
import { ruang } from '../cli/command.ts'
import { running, type Running } from '../http/running.ts'
import { workbook } from './xlsx.ts'

function sheet(server: Running, name: string, content: string | Buffer): string {
  const file = join(server.folder, name)
  writeFileSync(file, content)
  return file
}

async function situationOf(server: Running) {
  const answer = await server.get('/api/situation', server.key('operator'))
  const { situation } = (await answer.json()) as { situation: SituationJson }
  return situationFromJson(situation)
}

test('a workbook with merged headings becomes projects, once however often it is imported', async () => {
  const server = await running()
  const file = sheet(
    server,
    'proyek.xlsx',
    workbook([
      ['LAPORAN PROYEK JUNI'],
      [
        'No',
        'Nama Paket',
        'OPD',
        'Pagu',
        'Progres Fisik',
        undefined,
        'Progres Keuangan',
        undefined,
        'Mulai',
        'Selesai',
      ],
      [undefined, undefined, undefined, undefined, 'Renc', 'Real', 'Rp', '%', undefined, undefined],
      [1, 'Jembatan Kuta', 'pupr', 18072000000, 42.5, '35,18', 5000, 33, '5 Januari 2026', 46295],
      [
        2,
        'Pasar Renteng',
        'pupr',
        'Rp 1.000.000,-',
        50,
        '-',
        undefined,
        undefined,
        '05/01/2026',
        '30 September 2026',
      ],
      [undefined, 'JUMLAH', undefined, 18073000000],
    ]),
  )
  const args = ['import', 'projects', file, '--as-of', '2026-06-30', '--mapping', 'pupr']
  const tried = await ruang(server.folder, [...args, '--dry-run'])
  expect([tried.code, tried.err]).toEqual([0, ''])
  expect((await situationOf(server)).project.size).toBe(0)
  const first = await ruang(server.folder, args)
  expect(first.out).toContain('4 recorded, 0 known, 0 refused')
  const again = await ruang(server.folder, args)
  expect(again.out).toContain('0 recorded, 4 known, 0 refused')
  const mapping = join(server.folder, 'mappings', 'pupr.json')
  expect(JSON.parse(readFileSync(mapping, 'utf8'))).toMatchObject({
    planned: 'progres fisik renc',
    physical: 'progres fisik real',
  })
  writeFileSync(mapping, '{"planned"')
  expect(await ruang(server.folder, args)).toMatchObject({
    code: 1,
    err: expect.stringContaining('pupr.json is not one'),
  })
  const { project } = await situationOf(server)
  expect(project.get('project/jembatan-kuta')).toMatchObject({
    agency: 'pupr',
    budget: 18_072_000_000,
    planned: 42.5,
    physical: 35.18,
    financial: 33,
    start: '2026-01-05',
    finish: '2026-09-30',
  })
  expect(project.get('project/pasar-renteng')?.physical).toBeUndefined()
})

test('bad rows are named with their reason, and then nothing is imported', async () => {
  const server = await running()
  const rows = [
    'Kode;Nama Proyek;OPD;Fisik;Tanggal',
    'p1;Jalan A;pupr;40;30 Juni 2026',
    'p2;Jalan B;pupr;140;30 Juni 2026',
    'p3;Jalan C;pupr;40;31 Juni 2026',
    'p4;Jalan D;pupr;1.2.3;30 Juni 2026',
    'p5;;pupr;4;30 Juni 2026',
  ]
  const file = sheet(server, 'proyek.csv', rows.join('\n'))
  const refused = await ruang(server.folder, ['import', 'projects', file])
  expect(refused.code).toBe(1)
  expect(refused.err.match(/row \d+ refused: \w+/g)).toEqual([
    'row 3 refused: physical',
    'row 4 refused: asOf',
    'row 5 refused: physical',
    'row 6 refused: name',
  ])
  expect((await situationOf(server)).project.size).toBe(0)
  await ruang(server.folder, ['import', 'projects', file, '--skip-refused'])
  expect([...(await situationOf(server)).project.keys()]).toEqual(['p1'])
})

test('a plan keeps its cascade: programme, activity, target', async () => {
  const server = await running()
  const rows = [
    'Kode,Uraian,OPD,Indikator,Satuan,Target,Pagu',
    '1.03.10,Penyelenggaraan Jalan,pupr,,,,"12.000.000.000"',
    '1.03.10.2.01,Pembangunan Jalan,pupr,,,,"10.000.000.000"',
    '1.03.10.2.01.05,Jalan mantap,pupr,Panjang jalan mantap,persen,"72,5",',
  ]
  await ruang(server.folder, ['import', 'plan', sheet(server, 'rkpd.csv', rows.join('\n'))])
  const { plan } = await situationOf(server)
  expect([...plan.values()].map(({ level, parent, target }) => [level, parent, target])).toEqual([
    ['program', 'plan/1.03', undefined],
    ['kegiatan', 'plan/1.03.10.2', undefined],
    ['target', 'plan/1.03.10.2.01', 72.5],
  ])
})

const oki = join(process.env['SAMPLES'] ?? '', '..', 'scenario', 'kinerja-oki-2019.csv')
const there = process.env['SAMPLES'] !== undefined && existsSync(oki)

test.skipIf(!there)(
  'the figures of a regency are read as published; the ambiguous one is asked, the contradiction flagged',
  { timeout: 120_000 },
  async () => {
    const server = await running()
    const args = ['--map', 'value=value_as_published', '--agency', 'pupr']
    const published = await ruang(server.folder, ['import', 'indicators', oki, ...args, '--dry-run'])
    expect(published.err).toMatch(
      /^row 2 refused: value: "2\.037\.106 km" could be thousands or a decimal[^\n]*\n$/,
    )
    const mended = readFileSync(oki, 'utf8').replace('2.037.106 km', '"2.037,106 km"')
    const file = sheet(server, 'mended.csv', mended)
    expect(await ruang(server.folder, ['import', 'indicators', file, ...args])).toMatchObject({
      code: 0,
      err: '',
    })
    const { indicator } = await situationOf(server)
    const expected = mended
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => /,([\d.]+),[^,]*,2019/.exec(line)?.[1])
    expect([...indicator.values()].map(({ value }) => String(value))).toEqual(expected)
    expect(shareFlags(indicator.values())).toMatchObject([{ whole: 'kondisi-jalan', sum: 145.4 }])
  },
)
