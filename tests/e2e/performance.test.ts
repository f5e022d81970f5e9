import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSealingKey } from '../../server/sealing/key.ts'
import { seal } from '../../server/sealing/seal.ts'
import { openDoorway, type Doorway } from './doorway.ts'

let doorway: Doorway
beforeAll(async () => {
  doorway = await openDoorway()
})
afterAll(() => doorway.end())

test(
  'an agency reports with a photo, enters a figure that can be read in two ways, and a changed file is berubah',
  { timeout: 120_000 },
  async () => {
    const { server } = doorway
    const world = server.worlds.find()!
    const page = await doorway.seated('opd@uji.test', 'agency:pupr', '/lapor-opd')
    await page.getByLabel('Apa yang dikerjakan?').fill('Perbaikan drainase Pasar Renteng')
    const picture = sharp({ create: { width: 40, height: 30, channels: 3, background: 'teal' } })
    const buffer = await picture.jpeg().toBuffer()
    await page.getByLabel('Foto').setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer })
    await page.getByRole('button', { name: 'Kirim laporan' }).click()
    await page.getByText('Laporan diterima').first().waitFor()
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
    await page.getByText('Tersimpan').first().waitFor()
    expect(world.present.situations.staff.indicator.get('jalan')).toMatchObject({
      value: 2037.106,
      asOf: '2019-01-17',
    })

    const bytes = Buffer.from('laporan situasi')
    const signer = { name: 'Siti Contoh', role: 'Sekda' }
    const what = { bytes, about: 'laporan', title: 'Laporan situasi', signer }
    const { code } = await seal(world, openSealingKey(server.config.DATA_DIR), what)
    const stranger = await doorway.opened(await doorway.browser.newContext(), `/verifikasi/${code}`)
    await stranger.getByText('Siti Contoh, Sekda').first().waitFor()
    const file = (text: string) => ({ name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from(text) })
    await stranger.getByLabel('Periksa berkas').setInputFiles(file('laporan situasi'))
    await stranger.getByText('ASLI').first().waitFor()
    await stranger.getByLabel('Periksa berkas').setInputFiles(file('laporan situasj'))
    await stranger.getByText('BERUBAH').first().waitFor()

    // What was sealed in an exercise says so; a seal that cannot be asked for is not called unknown.
    const exercise = await server.worlds.startExercise({
      name: 'latihan',
      title: 'Latihan',
      start: 0,
      rate: 1,
    })
    const tried = await seal(exercise, openSealingKey(server.config.DATA_DIR), what)
    await stranger.goto(`${server.address}/verifikasi/${tried.code}?world=latihan`)
    await stranger.getByText('Siti Contoh, Sekda').first().waitFor()
    await stranger.getByText('GLADI', { exact: true }).first().waitFor()
    await stranger.route('**/api/seals/*', (route) => route.abort())
    await stranger.goto(`${server.address}/verifikasi/${code}`)
    await stranger.getByText('Server tidak menjawab').waitFor()
    await stranger.unroute('**/api/seals/*')
    // An address that is none leaves no page empty.
    await stranger.goto(`${server.address}/verifikasi/%`)
    await stranger.getByText('Kode ini tidak dikenal di sini').waitFor()
    await stranger.goto(`${server.address}/lapor/%`)
    await stranger.getByRole('button').first().waitFor()
    expect(doorway.faults).toEqual([])
  },
)

test(
  'section heads sign on a tablet by their own logins; each seal holds, one byte changed is berubah, and the target is kept',
  { timeout: 120_000 },
  async () => {
    const { server } = doorway
    const item = () => [...server.worlds.find()!.present.situations.staff.commitment.values()][0]
    const head = await doorway.seated('kadis@uji.test', 'agency:pupr', '/kelola#commitment')
    await head.getByLabel('Target', { exact: true }).first().fill('Ruas rawan bebas lubang')
    await head.getByLabel('OPD').selectOption('pupr')
    await head.getByLabel('Agenda rapat').fill('Rapat koordinasi')
    await head.getByLabel('Ukuran').fill('km ruas selesai')
    await head.getByLabel('Paling lambat').fill('31 Desember 2099')
    await head
      .getByLabel('Penanda tangan')
      .fill('Kepala Dinas PUPR\nKepala Seksi Pemeliharaan; pupr\nKepala Seksi Jembatan; pupr')
    await head.getByRole('button', { name: 'Susun target' }).click()
    await head.getByText('Tersimpan').first().waitFor()

    const sign = async (email: string, role: string) => {
      const tablet = { hasTouch: true, viewport: { width: 820, height: 1180 } }
      const storageState = await head.context().storageState()
      const context = email
        ? await doorway.joined(email, 'agency:pupr', tablet)
        : await doorway.browser.newContext({ storageState, ...tablet })
      const shown = await doorway.opened(context, '/kinerja')
      await shown.getByRole('button', { name: `Tanda tangani sebagai ${role}` }).tap()
      return shown
    }
    const first = await sign('', 'Kepala Dinas PUPR')
    await first.getByText('1 dari 3 tanda tangan').first().waitFor()
    await first.getByRole('button', { name: 'Tanda tangani sebagai Kepala Seksi Jembatan' }).tap()
    await first.getByText('setiap orang satu tanda tangan').first().waitFor()
    await sign('seksi1@uji.test', 'Kepala Seksi Pemeliharaan')
    const last = await sign('seksi2@uji.test', 'Kepala Seksi Jembatan')
    await last.getByText('ditandatangani').first().waitFor()
    expect(item()?.seals).toHaveLength(3)
    const [seal] = item()?.seals ?? []
    const naskah = await last.context().request.get(`${server.address}/api/seals/${seal?.code}/document`)
    const bytes = await naskah.body()
    expect(bytes.toString()).toContain('3. Kepala Seksi Jembatan (pupr)')

    const stranger = await doorway.opened(await doorway.browser.newContext(), `/verifikasi/${seal?.code}`)
    await stranger.getByText('Tanda tangan sah').first().waitFor()
    await stranger.getByRole('img', { name: `Kode ${seal?.code}` }).waitFor()
    const file = (buffer: Buffer) => ({ name: 'naskah.txt', mimeType: 'text/plain', buffer })
    await stranger.getByLabel('Periksa berkas').setInputFiles(file(bytes))
    await stranger.getByText('ASLI').first().waitFor()
    const changed = Buffer.from(bytes)
    changed[40]! ^= 1
    await stranger.getByLabel('Periksa berkas').setInputFiles(file(changed))
    await stranger.getByText('BERUBAH').first().waitFor()

    // On paper: white, dark letters also from a dark screen, whose and when, and nothing to press.
    await last.evaluate(() => (document.documentElement.dataset.theme = 'dark'))
    await last.emulateMedia({ media: 'print' })
    await last.evaluate(() => dispatchEvent(new Event('beforeprint')))
    const paper = await last.evaluate(() => {
      const seen = (selector: string) =>
        [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility()).length
      const ink = (element: Element | null) => getComputedStyle(element ?? document.body)
      return {
        pressed: seen('button, nav, form, select:not(section select), .clock'),
        ground: [document.body, ...document.querySelectorAll('section')].map(
          (one) => ink(one).backgroundColor,
        ),
        letters: ink(document.querySelector('h2')).color,
        head: document.querySelector('.all p')?.textContent ?? '',
      }
    })
    expect(paper.pressed).toBe(0)
    for (const ground of paper.ground)
      expect(ground).toMatch(/^(rgba\(0, 0, 0, 0\)|rgb\((2[2-5]\d), (2[2-5]\d), (2[2-5]\d)\))$/)
    expect(paper.letters).toMatch(/^rgb\(\d{1,2}, \d{1,2}, \d{1,2}\)$/)
    expect(paper.head).toContain('Lombok Tengah')
    await last.emulateMedia({ media: 'screen' })
    await last.evaluate(() => dispatchEvent(new Event('afterprint')))

    await last.getByRole('button', { name: 'Nyatakan terpenuhi' }).tap()
    await last.getByRole('button', { name: 'Ya, target terpenuhi' }).tap()
    await last
      .getByText(/^terpenuhi · /)
      .first()
      .waitFor()
    expect(item()?.fulfilled).toMatch(/^\d{4}-/)
    expect(doorway.faults).toEqual([])
  },
)
