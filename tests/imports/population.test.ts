import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ruang } from '../cli/command.ts'
import { running } from '../http/running.ts'

const header = 'Kode Desa,Nama,Jumlah Penduduk,Jumlah KK,Lansia,Balita,Per Tgl\n'
const tags =
  '#adm4+code,#adm4+name,#population,#population+hh,#population+elderly,#population+infants,#date\n'

test('people by village come in from CSV, with HXL tags or without, once; bad rows are refused by reason', async () => {
  const server = await running()
  const { population } = server.server.worlds.find()!.present.situations.staff
  const file = (text: string): string => {
    const path = join(server.folder, 'penduduk.csv')
    writeFileSync(path, text)
    return path
  }
  const rows =
    '52.02.04.2009,Kuta,"8.450",2.310,610,720,30/06/2026\n5202042010,Mertak,5120,1400,300,410,30/06/2026\n'
  const bad = '52.03.01.2001,Jauh,10,1,1,1,30/06/2026\n52.02.04.2011,Tanpa,,1,1,1,30/06/2026\n'
  const refused = await ruang(server.folder, ['import', 'population', file(header + tags + rows + bad)])
  expect(refused.code).not.toBe(0)
  expect(refused.err).toMatch(/row 5 refused: .*"52\.03\.01\.2001" is no village of 52\.02/)
  expect(refused.err).toMatch(/row 6 refused: .*people: is missing/)
  const tried = await ruang(server.folder, ['import', 'population', file(tags + rows), '--dry-run'])
  expect([tried.code, tried.err, population.size]).toEqual([0, '', 0])
  const done = await ruang(server.folder, ['import', 'population', file(header + tags + rows)])
  expect(done.out).toContain('2 recorded, 0 known, 0 refused')
  const again = await ruang(server.folder, ['import', 'population', file(tags + rows)])
  expect(again.out).toContain('0 recorded, 2 known, 0 refused')
  expect(population.get('52.02.04.2009')).toMatchObject({
    people: 8450,
    households: 2310,
    elderly: 610,
    underFives: 720,
    asOf: '2026-06-30',
  })
  expect(population.get('52.02.04.2010')?.people).toBe(5120)
})
