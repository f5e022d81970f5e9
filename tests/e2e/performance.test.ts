import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSealingKey } from '../../server/sealing/key.ts'
import { seal } from '../../server/sealing/seal.ts'
import { openDoorway, type Doorway } from './doorway.ts'

let doorway: Doorway
beforeAll(async () => {
  doorway = await openDoorway()
}, 60_000)
afterAll(() => doorway.end())

test(
  'an agency reports with a photo, enters a figure that can be read in two ways, and a changed file is berubah',
  { timeout: 60_000 },
  async () => {
    const { server } = doorway
    const world = server.worlds.find()!
    const page = await doorway.welcomed('opd@uji.test', 'agency:pupr')
    await page.goto(`${server.address}/lapor-opd`)
    await page.getByLabel('Apa yang dikerjakan?').fill('Perbaikan drainase Pasar Renteng')
    const picture = sharp({ create: { width: 40, height: 30, channels: 3, background: 'teal' } })
    const buffer = await picture.jpeg().toBuffer()
    await page.getByLabel('Foto').setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer })
    await page.getByRole('button', { name: 'Kirim laporan' }).click()
    await page.getByText('Laporan diterima').waitFor()
    expect(world.present.situations.staff.report.get('pupr')).toMatchObject({ count: 1, kind: 'inovasi' })

    const defined = { name: 'Panjang jalan', unit: 'km', direction: 'up', agency: 'pupr' }
    await fetch(`${server.address}/api/events`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${server.doors.startToken}` },
      body: JSON.stringify({
        specversion: '1.0',
        id: 'j',
        source: '/uji',
        type: 'indicator.defined',
        subject: 'jalan',
        data: defined,
      }),
    })
    await page.goto(`${server.address}/kinerja`)
    await page.getByLabel('Pilih indikator').selectOption('jalan')
    await page.getByLabel('Angka seperti tertulis').fill('2.037.106 km')
    await page.getByLabel('Per tanggal').fill('17 Januari 2019')
    await page.getByRole('button', { name: '2.037,106 km' }).click()
    await page.getByRole('button', { name: 'Simpan' }).click()
    await page.getByText('Tersimpan').waitFor()
    expect(world.present.situations.staff.indicator.get('jalan')).toMatchObject({
      value: 2037.106,
      asOf: '2019-01-17',
    })

    const bytes = Buffer.from('laporan situasi')
    const signer = { name: 'Siti Contoh', role: 'Sekda' }
    const what = { bytes, about: 'laporan', title: 'Laporan situasi', signer }
    const { code } = await seal(world, server.quarantine, openSealingKey(server.config.DATA_DIR), what)
    const stranger = await doorway.opened(await doorway.browser.newContext(), `/verifikasi/${code}`)
    await stranger.getByText('Siti Contoh, Sekda').waitFor()
    const file = (text: string) => ({ name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from(text) })
    await stranger.getByLabel('Periksa berkas').setInputFiles(file('laporan situasi'))
    await stranger.getByText('ASLI').waitFor()
    await stranger.getByLabel('Periksa berkas').setInputFiles(file('laporan situasj'))
    await stranger.getByText('BERUBAH').waitFor()
    expect(doorway.faults).toEqual([])
  },
)
