import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDoorway, type Doorway } from './doorway.ts'

let doorway: Doorway
beforeAll(async () => {
  doorway = await openDoorway()
})
afterAll(() => doorway.end())

test(
  'an agency plans, registers, proves a milestone and asks; the executive decides and the room is told',
  { timeout: 120_000 },
  async () => {
    const { server } = doorway
    const situation = () => server.worlds.find()!.present.situations.staff
    const operator = await doorway.seated('operator@uji.test', 'operator', '/rencana')
    await operator.getByRole('button', { name: 'Tambah', exact: true }).click()
    await operator.getByLabel('Kode').fill('1')
    await operator.getByLabel('Uraian').fill('Jalan mantap')
    await operator.getByRole('button', { name: 'Simpan' }).click()
    await operator.getByRole('button', { name: 'Tambah di bawah' }).click()
    await operator.getByLabel('Kode').fill('1.2')
    await operator.getByLabel('Uraian').fill('Perbaikan jalan')
    await operator.getByLabel('Pagu').fill('Rp 12.000.000.000')
    await operator.getByLabel('Mulai').fill('31 Juni 2026')
    await operator.getByRole('button', { name: 'Simpan' }).click()
    await operator.getByText('Tanggal ini tidak ada').first().waitFor()
    await operator.getByLabel('Mulai').fill('30 Juni 2026')
    await operator.getByRole('button', { name: 'Simpan' }).click()
    await operator.getByText('Rp 12.000.000.000').first().waitFor()
    const below = { level: 'rkpd', parent: 'plan/1', budget: 12e9, start: '2026-06-30' }
    expect(situation().plan.get('plan/1.2')).toMatchObject(below)

    const page = await doorway.seated('pupr@uji.test', 'agency:pupr', '/kelola#project')
    await page.getByLabel('Nama proyek').fill('Jembatan Contoh')
    await page.getByLabel('OPD').selectOption('pupr')
    await page.getByLabel('Pagu').fill('Rp 18.072.000.000')
    await page.getByRole('button', { name: 'Pilih di peta' }).click()
    await page.getByRole('button', { name: 'Pakai tempat ini' }).click()
    await page.getByLabel('Tonggak').fill('Fondasi; 30 Juni 2026\nLantai; 30 September 2026')
    await page.getByRole('button', { name: 'Simpan' }).click()
    await page.getByText('Tersimpan').first().waitFor()
    await page.getByRole('button', { name: 'Kemajuan' }).click()
    await page.getByRole('combobox', { name: 'Proyek' }).selectOption({ label: 'Jembatan Contoh' })
    await page.getByLabel('Per tanggal').fill('30 Juni 2026')
    await page.getByLabel('Rencana (%)').fill('42,5')
    await page.getByLabel('Fisik (%)').fill('35')
    await page.getByRole('button', { name: 'Simpan' }).click()
    await page.getByText('Tersimpan').first().waitFor()
    await page.getByRole('button', { name: 'Tonggak tercapai' }).click()
    await page.getByRole('combobox', { name: 'Proyek' }).selectOption({ label: 'Jembatan Contoh' })
    await page.getByRole('combobox', { name: 'Tonggak' }).selectOption({ label: 'Fondasi' })
    await page.getByLabel('Lokasi').fill('-8,885 116,285')
    const picture = sharp({ create: { width: 40, height: 30, channels: 3, background: 'teal' } })
    const buffer = await picture.jpeg().toBuffer()
    await page.getByLabel('Foto').setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer })
    await page.getByRole('button', { name: 'Simpan' }).click()
    await page.getByText('Tersimpan').first().waitFor()
    const [project] = situation().project.values()
    expect(project).toMatchObject({ agency: 'pupr', budget: 18_072_000_000, planned: 42.5, physical: 35 })
    // The middle of the map is the middle of the regency.
    expect(project?.region).toMatch(/^52\.02\./)
    const at = { type: 'Point', coordinates: [116.285, -8.885] }
    expect(project?.milestones).toMatchObject([{ id: 'fondasi', due: '2026-06-30', at }, { id: 'lantai' }])
    const [wall] = server.worlds.find()!.present.situations.wall.project.values()
    expect([Object.keys(project?.photos ?? {}), wall?.photos]).toEqual([['fondasi'], undefined])

    await page.getByRole('button', { name: 'Minta keputusan' }).first().click()
    await page.getByLabel('Apa yang harus diputuskan?').fill('Perpanjangan kontrak jembatan')
    await page.locator('form').getByRole('button', { name: 'Minta keputusan' }).click()
    await page.getByText('Tersimpan').first().waitFor()
    await page.goto(`${server.address}/kinerja`)
    await page.getByAltText('Foto tonggak: Fondasi').waitFor()

    const bupati = await doorway.seated('bupati@uji.test', 'executive', '/?peta=mati')
    const question = bupati.locator('article', { hasText: 'Perpanjangan kontrak jembatan' })
    await question.getByRole('button', { name: 'Setujui' }).click()
    await question.getByRole('button', { name: 'Ya, setujui' }).click()
    await bupati.getByText('Perpanjangan kontrak jembatan: disetujui').first().waitFor()
    await bupati.goto(`${server.address}/wall?adegan=darurat&peta=mati`)
    await bupati.locator('.what', { hasText: 'Keputusan diambil' }).waitFor()
    expect(doorway.faults).toEqual([])
  },
)

test(
  'a sheet is tried on the page, its bad row named, and its districts stand on the performance page',
  { timeout: 120_000 },
  async () => {
    const { server } = doorway
    const page = await doorway.seated('bappeda@uji.test', 'operator', '/kelola#sheet')
    const rows = ['Indikator;Nilai;Satuan;Target;Tanggal;Wilayah;OPD']
    rows.push(
      'Air bersih;61,5;%;80;30 Juni 2026;52.02.04;pupr',
      'Air bersih;90;%;80;31 Juni 2026;52.02.05;pupr',
    )
    const file = { name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) }
    await page.getByLabel('Berkas', { exact: true }).setInputFiles(file)
    await page.getByRole('button', { name: 'Coba dulu' }).click()
    await page.getByText('2 baris: 2 catatan terbaca, 1 baris ditolak').first().waitFor()
    await page
      .locator('li', { hasText: /Baris 3.*tanggal keadaan: “31 Juni 2026” bukan tanggal yang ada/ })
      .waitFor()
    expect(server.worlds.find()!.present.situations.staff.indicator.size).toBe(0)
    await page.getByRole('button', { name: 'Impor tanpa baris yang ditolak' }).click()
    await page.getByText('2 catatan tersimpan').first().waitFor()
    await page.goto(`${server.address}/kinerja`)
    await page.getByLabel('Pilih indikator').last().selectOption({ label: 'Air bersih' })
    await page.getByLabel('Wilayah').selectOption('52.02.05')
    await page.getByLabel('Angka seperti tertulis').fill('85,25')
    await page.getByLabel('Per tanggal').fill('30 Juni 2026')
    await page.getByRole('button', { name: 'Simpan' }).click()
    await page.locator('li', { hasText: '85,25 %' }).waitFor()
    await page.locator('li', { hasText: /61,5 %\s*belum mencapai target/ }).waitFor()
    await page.getByRole('img', { name: 'Indikator per kecamatan dan desa: Air bersih' }).waitFor()
    expect(doorway.faults).toEqual([])
  },
)

/** Nine figures of one day as Ogan Komering Ilir's regent gave them on 17 January 2019, written as they were published. */
const oki = [
  'indicator,value_as_published,unit,as_of',
  'panjang jalan kabupaten,2.037.106 km,km,2019-01-17',
  'jalan kondisi mantap,"69, 34 persen",%,2019-01-17',
  'jalan rusak ringan,"69, 11 persen",%,2019-01-17',
  'jalan rusak berat,"6,95 persen",%,2019-01-17',
  'jaringan listrik desa,"397,563 km",km,2019-01-17',
  'rasio elektrifikasi,90 persen,%,2019-01-17',
  'jalan setapak dan lingkungan,"934,207 km",km,2019-01-17',
  'sanitasi layak dan air bersih,2. 774,unit,2019-01-17',
  'saluran drainase,"145, 78 km",km,2019-01-17',
].join('\n')

test(
  'published figures are imported and entered as a user does it, shown as they were meant, and the contradiction is flagged',
  { timeout: 120_000 },
  async () => {
    const { server } = doorway
    const page = await doorway.seated('oki@uji.test', 'agency:pupr', '/kelola#sheet')
    const file = { name: 'oki.csv', mimeType: 'text/csv', buffer: Buffer.from(oki) }
    await page.getByLabel('Berkas', { exact: true }).setInputFiles(file)
    await page.getByRole('button', { name: 'Coba dulu' }).click()
    await page.locator('li', { hasText: 'Baris 2' }).waitFor()
    expect(await page.locator('li', { hasText: 'Baris' }).allTextContents()).toEqual([
      expect.stringContaining('2.037.106 km'),
    ])
    await page.getByRole('button', { name: 'Impor tanpa baris yang ditolak' }).click()
    await page.getByText('16 catatan tersimpan').first().waitFor()

    await page.getByRole('button', { name: 'Indikator', exact: true }).click()
    await page.getByLabel('Nama indikator').fill('panjang jalan kabupaten')
    await page.getByLabel('OPD').selectOption('pupr')
    await page.getByLabel('Satuan').fill('km')
    await page.getByLabel('Membaik bila').selectOption('up')
    await page.getByRole('button', { name: 'Simpan' }).click()
    await page.getByText('Tersimpan').first().waitFor()
    await page.goto(`${server.address}/kinerja`)
    await page.getByLabel('Pilih indikator').last().selectOption({ label: 'panjang jalan kabupaten' })
    await page.getByLabel('Angka seperti tertulis').fill('2.037.106 km')
    await page.getByLabel('Per tanggal').fill('17 Januari 2019')
    await page.getByRole('button', { name: '2.037,106 km' }).click()
    await page.getByRole('button', { name: 'Simpan' }).click()
    await page.getByText('Tersimpan').first().waitFor()

    const list = page.locator('section', {
      has: page.getByRole('heading', { name: 'Indikator', exact: true }),
    })
    await list.getByText('145,4 %').first().waitFor()
    const shown = (await list.locator('li').allTextContents()).map((text) => text.replace(/\s+/g, ' '))
    for (const figure of [
      '2.037,106 km',
      '69,34 %',
      '69,11 %',
      '6,95 %',
      '397,563 km',
      '90 %',
      '934,207 km',
      '2.774 unit',
      '145,78 km',
    ])
      // prettier-ignore
      expect(shown.filter((text) => text.includes(` ${figure}`))).toHaveLength(1)
    expect(shown.filter((text) => text.includes('*'))).toHaveLength(3)
    expect(doorway.faults).toEqual([])
  },
)
