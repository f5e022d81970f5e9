import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { expect } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { onStage, suite } from './opening.ts'
import type { Stage } from './stage.ts'

const phone = { width: 390, height: 844 }
let browser: Browser
let stage: Stage

onStage((opened) => ({ browser, stage } = opened))

async function fill(page: Page, title: string) {
  await page.getByLabel('Kategori').selectOption({ label: 'Jalan dan jembatan rusak' })
  await page.getByLabel('Apa yang terjadi?').fill(title)
}
const tickets = async () => (await stage.server.worlds.find()!.registers.tickets()).search({}, 50)

suite('on a slow 3G phone the form is usable in 3 s, under 150 kB and in few files', async () => {
  let [bytes, files] = [0, 0]
  /** Until the form takes words, ms; with `rate`, bytes/s, over a line of that rate. */
  async function opened(rate?: number): Promise<number> {
    const page = await browser.newPage({ viewport: phone })
    const line = await page.context().newCDPSession(page)
    await line.send('Network.enable')
    if (rate) {
      bytes = files = 0
      await line.send('Network.emulateNetworkConditions', { offline: false, latency: 400, downloadThroughput: rate, uploadThroughput: rate }) // prettier-ignore
      line.on('Network.loadingFinished', ({ encodedDataLength }) => {
        bytes += encodedDataLength
        files++
      })
    }
    const begun = performance.now()
    await page.goto(`${stage.server.address}/lapor`, { waitUntil: 'commit' })
    await page.getByLabel('Apa yang terjadi?').fill('Jalan berlubang')
    const usable = performance.now() - begun
    await page.waitForLoadState('networkidle')
    await page.close()
    return usable
  }
  // 400 kbit/s and 400 ms there and back: what Lighthouse and WebPageTest call slow 3G. How busy this machine is
  // shows without such a line as well, and is no matter of the form's.
  const rate = (400 * 1024) / 8
  const here = await opened()
  let slow = await opened(rate)
  for (let more = 2; more > 0 && slow - here >= 2_700; more--) slow = Math.min(slow, await opened(rate))
  console.info(`form: usable after ${Math.round(slow)} ms, ${Math.round(here)} ms of them without the line, ${Math.round(bytes / 1000)} kB in all`) // prettier-ignore
  expect(slow - here).toBeLessThan(2_700)
  expect(bytes).toBeLessThan(150_000)
  // Each file is asked for over that line: of small ones there were 25.
  expect(files).toBeLessThan(15)
})

suite(
  'a report with a photo and a village is sent, and followed by its number without its person',
  async () => {
    const page = await stage.open(browser, '/lapor', phone)
    await fill(page, 'Lampu jalan mati, kata Pak Budi')
    await page.getByLabel('Nama desa atau kelurahan').fill('kuta')
    await page.getByRole('button', { name: 'Kuta, Pujut' }).click()
    await page.getByText('Lokasi: Kuta, Pujut').first().waitFor()
    const buffer = await sharp({ create: { width: 4000, height: 2000, channels: 3, background: 'red' } }).jpeg().withExif({ IFD0: { Artist: 'Budi' } }).toBuffer() // prettier-ignore
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')
    const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0')
    await page.locator('input[type=file]').setInputFiles([
      { name: 'a.svg', mimeType: 'image/svg+xml', buffer: svg },
      { name: 'a.heic', mimeType: 'image/heic', buffer: heic },
      { name: 'a.jpg', mimeType: 'image/jpeg', buffer },
    ])
    await page.getByText('Foto ini tidak dapat dibaca').first().waitFor()
    expect(await page.getByText('Hapus foto').count()).toBe(1)
    await page.getByLabel('Nama (boleh kosong)').fill('Budi Contoh')
    await page.getByRole('button', { name: 'Kirim laporan' }).click()
    await page.getByText('Laporan diterima').first().waitFor()
    const number = (await page.locator('strong').textContent()) ?? ''
    const [row] = await tickets()
    expect([row?.number, row?.item.photos?.length, row?.item.geometry?.type]).toEqual([number, 1, 'Point'])
    await page.getByRole('link', { name: 'Pantau laporan' }).click()
    await page.getByText('Laporan masuk').first().waitFor()
    expect(await page.locator('main').textContent()).not.toMatch(/Budi/)
    // Whoever kept the number alone finds the way from the form.
    await page.goto(`${stage.server.address}/lapor`)
    await page.getByRole('link', { name: /Sudah punya nomor/ }).click()
    await page.getByLabel('Nomor laporan Anda').fill(number)
    await page.getByRole('button', { name: 'Lihat' }).click()
    await page
      .getByText(/^Batas waktu penanganan: \d+ \p{L}+ \d{4}$/u)
      .first()
      .waitFor()
    await page.close()
  },
)

suite('without a line the report waits on the phone and is sent later, once', async () => {
  // In the shell this times out, for a reason not found; in the whole browser it does not.
  const whole = await launchBrowser()
  const context = await whole.newContext({ viewport: phone })
  const page = await context.newPage()
  await page.goto(`${stage.server.address}/lapor`)
  await expect.poll(() => page.getByLabel('Kategori').locator('option').count()).toBeGreaterThan(5)
  const before = (await tickets()).length
  await fill(page, 'Pohon tumbang menutup jalan')
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Kirim laporan' }).click()
  await page.getByText('Belum ada jaringan').first().waitFor()
  await context.setOffline(false)
  await page.evaluate(() => dispatchEvent(new Event('online')))
  // Sent by the page that was there, or by the one after it: whichever was quicker, and no other.
  await page.reload()
  await expect.poll(async () => (await tickets()).length).toBe(before + 1)
  await page.waitForLoadState('networkidle')
  expect((await tickets()).length).toBe(before + 1)
  await whole.close()
})
