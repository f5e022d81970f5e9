import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sheetKinds } from '../../server/imports/kinds.ts'
import { ruang } from '../cli/command.ts'
import { running } from '../http/running.ts'
import { workbook } from './xlsx.ts'
import { readSheetBytes } from '../../server/imports/read-sheet.ts'

const sheet = (text: string) => Buffer.from(text)
const heads = 'Tracking ID,Judul Laporan,Isi Laporan,Kategori,Tanggal Laporan,Status,Instansi,Nama Pelapor'

test(
  'of 100,000 rows the 37 broken ones are named with line and reason, the others are statements',
  { timeout: 120_000 },
  async () => {
    const rows = Array.from({ length: 100_000 }, (_, n) => {
      const broken = n % 2_700 === 0 && n / 2_700 < 37
      return `${n},${broken ? '' : 'Jalan berlubang'},Dekat pasar,Jalan,2026-03-02,${n % 2 ? 'Selesai' : 'Proses'},PUPR,Budi`
    })
    const file = sheet([heads, ...rows].join('\n'))
    const reading = await readSheetBytes(file, sheetKinds['tickets']!, { notation: 'id' })
    expect([reading.rows, reading.refused.length]).toEqual([100_000, 37])
    expect(reading.refused[1]).toMatchObject({
      line: 2_702,
      reason: 'title: is missing',
      code: 'row-missing',
    })
    const opened = reading.events.filter(({ type }) => type === 'ticket.opened')
    expect([opened.length, reading.events.length]).toEqual([99_963, 99_963 + 50_000])
  },
)

test('a sheet read again says the same, so that it is recorded once; a reporter goes to the vault', async () => {
  const file = sheet(`${heads}\n7,Lampu mati,,Lampu,2026-03-02,Selesai,PUPR,Budi Contoh\n`)
  const read = () => readSheetBytes(file, sheetKinds['tickets']!, { notation: 'id' })
  const [one, again] = [await read(), await read()]
  expect(one.events).toEqual(again.events)
  expect(one.events.map(({ type }) => type)).toEqual(['ticket.opened', 'ticket.closed'])
  expect(one.events[0]?.data).toMatchObject({ reporter: { name: 'Budi Contoh' }, agency: 'PUPR' })
})

test('a workbook of complaints goes in but for its broken rows, which are listed; again it is known', async () => {
  const server = await running()
  const rows = Array.from({ length: 1_000 }, (_, n) => {
    const broken = n % 27 === 0 && n / 27 < 37
    return [
      n,
      broken ? '' : 'Jalan berlubang',
      'Dekat pasar',
      'Jalan',
      '2026-03-02',
      'Proses',
      'PUPR',
      'Budi',
    ]
  })
  const file = join(server.folder, 'aduan.xlsx')
  writeFileSync(file, workbook([heads.split(','), ...rows]))
  const first = await ruang(server.folder, ['import', 'tickets', file])
  expect(first.err.match(/^row \d+ refused: title: is missing$/gm)).toHaveLength(37)
  expect([first.code, first.out]).toEqual([1, expect.stringContaining('963 recorded, 0 known, 0 refused')])
  const again = await ruang(server.folder, ['import', 'tickets', file])
  expect(again.out).toContain('0 recorded, 963 known, 0 refused')
  expect(server.server.worlds.find()?.present.situations.wall.ticket.size).toBe(963)
})
