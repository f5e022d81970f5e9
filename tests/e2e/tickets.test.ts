import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { expect } from 'vitest'
import { Keys } from '../../server/access/keys.ts'
import { makeNumber } from '../../shared/ticket-number.ts'
import type { Stage } from './stage.ts'
import { onStage, suite } from './opening.ts'

let browser: Browser
let stage: Stage
onStage((opened) => ({ browser, stage } = opened))

const number = makeNumber('ADU', (bytes) => randomBytes(bytes))
const opened = (id: string, title: string, more: Record<string, unknown> = {}) => ({
  ...{ id, source: '/uji', type: 'ticket.opened', subject: id },
  data: { class: 'pengaduan', category: 'jalan', title, channel: 'loket', ...more },
})
const notice = (page: Page, text: string) => page.getByText(text).first().waitFor()
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const choose = (page: Page, title: string) => page.getByLabel(`Pilih: ${title}`).check()

suite(
  'the coordinator disposes in bulk, an agency answers with a photo, holds and closes, the reporter follows without a person; who takes second is told',
  { timeout: 120_000 },
  async () => {
    const agencies = [{ id: 'pu', name: 'Dinas PUPR' }, { id: 'dlh', name: 'Dinas Lingkungan Hidup' }] // prettier-ignore
    const reporter = { name: 'Budi Contoh', phone: '081200000000' }
    await stage.tell(
      { id: 's', source: '/uji', type: 'setting.changed', data: { key: 'agencies', value: agencies } },
      opened('satu', 'Lubang di Jalan Praya', { number, reporter }),
      opened('dua', 'Lubang di Jalan Kopang'),
      opened('tiga', 'Sampah di tepi sungai', { category: 'sampah' }),
    )
    const keys = new Keys(join(stage.dataDir, 'access.db'))
    const as = async (agency: string) => {
      const page = await stage.open(browser, '/lapor', { width: 390, height: 844 })
      const authorization = `Bearer ${keys.create({ name: agency, role: `agency:${agency}` })}`
      await page.setExtraHTTPHeaders({ authorization })
      await page.goto(`${stage.server.address}/aduan`)
      return page
    }
    const coordinator = await stage.open(browser, '/aduan')
    await choose(coordinator, 'Lubang di Jalan Praya')
    await choose(coordinator, 'Lubang di Jalan Kopang')
    await press(coordinator, 'Verifikasi')
    await notice(coordinator, '2 tercatat.')
    await press(coordinator, 'Disposisi')
    await notice(coordinator, 'Pilih OPD yang dituju dahulu.')
    await coordinator.getByLabel('OPD').last().selectOption('pu')
    await press(coordinator, 'Disposisi')
    await notice(coordinator, 'didisposisi · Dinas PUPR')

    const [pu, dlh] = [await as('pu'), await as('dlh')]
    await choose(pu, 'Lubang di Jalan Praya')
    await press(pu, 'Tunda')
    await notice(pu, 'Tulis alasannya dahulu')
    await pu.getByLabel('Catatan atau alasan').fill('kata Budi, menunggu alat')
    await press(pu, 'Tunda')
    await notice(pu, '1 tercatat.')
    await press(pu, 'Lanjutkan')
    const photo = sharp({ create: { width: 80, height: 60, channels: 3, background: 'gray' } })
    await pu.getByLabel('Foto hasil').setInputFiles([{ name: 'a.jpg', mimeType: 'image/jpeg', buffer: await photo.jpeg().toBuffer() }]) // prettier-ignore
    await pu.getByLabel('Jawaban untuk pelapor').fill('Sudah ditambal pagi ini.')
    await expect.poll(() => pu.getByText('ditunda').count()).toBe(0)
    await press(pu, 'Jawab')
    await notice(pu, 'dijawab · Dinas PUPR')
    await pu.getByLabel('Catatan atau alasan').fill('selesai ditambal')
    await press(pu, 'Selesai')
    await expect.poll(() => pu.getByLabel('Pilih: Lubang di Jalan Praya').count()).toBe(0)

    await choose(pu, 'Sampah di tepi sungai')
    await choose(dlh, 'Sampah di tepi sungai')
    await press(dlh, 'Ambil')
    await notice(dlh, '1 tercatat.')
    await press(pu, 'Ambil')
    await notice(pu, 'Sudah diambil Dinas Lingkungan Hidup lebih dahulu.')

    await coordinator.getByLabel('Keadaan').selectOption('closed')
    await choose(coordinator, 'Lubang di Jalan Praya')
    await coordinator.getByLabel('Catatan atau alasan').fill('berlubang lagi')
    await press(coordinator, 'Buka lagi')
    await notice(coordinator, '1 tercatat.')

    const track = await stage.open(browser, `/lapor/${number}`, { width: 390, height: 844 })
    await track.getByText('Sudah ditambal pagi ini.').waitFor()
    const steps = await track.locator('li b').allTextContents()
    expect(steps).toEqual(['Laporan masuk', 'Terverifikasi', 'Didisposisi', 'Ditunda', 'Dilanjutkan', 'Dijawab', 'Selesai', 'Dibuka lagi']) // prettier-ignore
    expect(await track.locator('main').textContent()).not.toMatch(/Budi|0812|alat/)
    // It is fetched when it is looked at.
    await track.locator('li img').scrollIntoViewIfNeeded()
    await expect.poll(() => track.locator('li img').evaluate((one) => (one as HTMLImageElement).naturalWidth)).toBe(80) // prettier-ignore
    keys.close()
  },
)
