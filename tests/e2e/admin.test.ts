import axe from 'axe-core'
import { adminId } from '../../client/messages/admin-id.ts'
import { nationalHolidays } from '../../server/regions/holidays.ts'
import type { BrowserContext, Page } from 'playwright-core'
import { afterEach, expect } from 'vitest'
import type { Doorway } from './doorway.ts'
import { atDoorway, suite } from './opening.ts'

const sections = Object.keys(adminId.sections)
let door: Doorway
let admin: BrowserContext

atDoorway(async (opened) => {
  door = opened
  admin = await door.joined('admin@uji.test', 'admin')
  const setup = { name: 'Dinding kiri', place: 'Lantai 2', distance: 4, height: 68 }
  door.server.access.screens.pair(setup, 'admin:p_1')
})
afterEach(() => expect(door?.faults.splice(0) ?? []).toEqual([]))

const opened = (context: BrowserContext, path: string): Promise<Page> => door.opened(context, path)
const world = () => door.server.worlds.find()!
const setting = (key: string) => world().present.situations.staff.setting.get(key)?.value

suite('the page is for administrators: others are led away', async () => {
  const context = await door.browser.newContext()
  const nobody = await opened(context, '/admin')
  expect(new URL(nobody.url()).pathname).toBe('/masuk')
  await context.close()
  const operator = await door.joined('operator@uji.test', 'operator')
  const page = await opened(operator, '/admin')
  await page.getByRole('heading', { name: 'Halaman ini bukan untuk peran Anda' }).waitFor()
  await operator.close()
})

suite(
  'a key is shown once, holds until it is revoked, and both acts stand in the audit by name',
  async () => {
    const page = await opened(admin, '/admin#keys')
    await page.getByLabel('Untuk apa').fill('Pos Contoh')
    await page.getByRole('button', { name: 'Buat kunci' }).click()
    const key = (await page.locator('code').textContent()) ?? ''
    const status = async () =>
      (await fetch(`${door.server.address}/api/me`, { headers: { authorization: `Bearer ${key}` } })).status
    expect(await status()).toBe(200)
    await page.reload()
    await page.getByText('Pos Contoh').waitFor()
    expect(await page.locator('code').count()).toBe(0)
    await page.getByText(/terakhir dipakai .*WITA/).waitFor()
    await page.getByRole('button', { name: 'Cabut' }).click()
    await page.getByRole('button', { name: 'Ya, lanjutkan' }).click()
    await page.getByText('Belum ada kunci.').waitFor()
    expect(await status()).toBe(401)
    await page.getByRole('link', { name: 'Audit', exact: true }).click()
    await page.getByLabel('Peristiwa').selectOption('key')
    await page.getByRole('button', { name: 'Saring' }).click()
    const rows = page.locator('tbody tr')
    await expect.poll(() => rows.count()).toBe(2)
    expect(await rows.nth(0).textContent()).toMatch(/Sri Contoh.*Admin.*Kunci API dicabut/s)
    expect(await rows.nth(1).textContent()).toMatch(/Sri Contoh.*Admin.*Kunci API dibuat/s)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Unduh CSV' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/^audit-real-\d+\.csv$/)
    await page.close()
  },
)

suite('a setting is changed from the keyboard, as an act with its basis', async () => {
  const page = await opened(admin, '/admin')
  const link = page.getByRole('link', { name: 'Batas waktu aduan' })
  await link.focus()
  await page.keyboard.press('Enter')
  const days = page.getByLabel('Hari kerja').last()
  await days.focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('7')
  await page.keyboard.press('Enter')
  await page.getByText('Tersimpan.').waitFor()
  expect(setting('sla')).toEqual({ '*': 7 })
  const { log, present } = world()
  const [event] = await log.read(present.seq - 1, 1)
  expect(event).toMatchObject({ actor: expect.stringMatching(/^admin:p_/), basis: present.seq - 1 })
  await page.close()
})

suite('what somebody else changed meanwhile is not overwritten', async () => {
  const [one, other] = [await opened(admin, '/admin#sla'), await opened(admin, '/admin#sla')]
  for (const page of [one, other]) await page.getByLabel('Hari kerja').last().fill('9')
  await one.getByLabel('Hari kerja').last().fill('8')
  await one.getByRole('button', { name: 'Simpan' }).click()
  await one.getByText('Tersimpan.').waitFor()
  await other.getByRole('button', { name: 'Simpan' }).click()
  await other.getByText('baru saja diubah orang lain').waitFor()
  // Playwright answers no to the question whether what was typed may be lost.
  await other.getByRole('link', { name: 'Kunci API' }).click()
  expect(setting('sla')).toEqual({ '*': 8 })
  await other.getByRole('button', { name: 'Muat yang terbaru' }).click()
  await expect.poll(() => other.getByLabel('Hari kerja').last().inputValue()).toBe('8')
  await Promise.all([one.close(), other.close()])
})

suite('a day is added to the calendar of its year, and deadlines count without it', async () => {
  const page = await opened(admin, '/admin#calendar')
  await page.getByLabel('Tanggal').fill('2027-08-17')
  await page.getByLabel('Nama hari').fill('Hari Kemerdekaan')
  await page.getByRole('button', { name: 'Tambah' }).click()
  await page.getByText('260 hari kerja pada 2027').waitFor()
  await page.getByRole('button', { name: 'Simpan' }).click()
  await page.getByText('Tersimpan.').waitFor()
  expect(setting('holidays')).toEqual([...nationalHolidays, { day: '2027-08-17', title: 'Hari Kemerdekaan' }])
  await page.close()
})

suite(
  'a gauge gets its place and marks on a telephone, and each field says what is wrong with it',
  async () => {
    const page = await opened(admin, '/admin')
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.getByRole('navigation', { name: 'Bagian halaman admin' }).isVisible()).toBe(false)
    const list = page.getByRole('combobox', { name: 'Bagian halaman admin' })
    await list.selectOption('gauges')
    await page.getByRole('button', { name: 'Tambah' }).click()
    const group = page.getByRole('group', { name: 'Pos 1' })
    await group.getByLabel('Kode alat').fill('ttn:awlr-contoh')
    await group.getByLabel('Tempat').fill('di bawah jembatan')
    await group.getByLabel('Batas Siaga').fill('dua meter')
    await group.getByLabel('Batas Waspada').fill('180,5')
    await page.getByRole('button', { name: 'Simpan' }).click()
    await page.getByText('Belum disimpan. Periksa isian yang ditandai.').waitFor()
    expect(await group.getByLabel('Tempat').getAttribute('aria-invalid')).toBe('true')
    expect(await group.getByLabel('Batas Siaga').getAttribute('aria-invalid')).toBe('true')
    await group.getByLabel('Tempat').fill('-8,7 116,27')
    await group.getByLabel('Batas Siaga').fill('180')
    await page.getByRole('button', { name: 'Simpan' }).click()
    await group.getByText('harus lebih tinggi dari batas di bawahnya').waitFor()
    // Playwright answers no: the list goes back to what is shown.
    await list.selectOption('sla')
    await expect.poll(() => list.inputValue()).toBe('gauges')
    await group.getByLabel('Batas Siaga').fill('250')
    await page.getByRole('button', { name: 'Simpan' }).click()
    await page.getByText('Tersimpan.').waitFor()
    expect(setting('gauges')).toEqual({
      'ttn:awlr-contoh': { at: [116.27, -8.7], waspada: 180.5, siaga: 250 },
    })
    await page.close()
  },
)

suite('a configuration file is shown before it holds, and then applied', async () => {
  const page = await opened(admin, '/admin#configuration')
  const agencies = [{ id: 'BPBD', name: 'Badan Contoh' }]
  const file = { format: 'ruang-pantau-configuration', version: 1, settings: { agencies }, people: [{}] }
  const buffer = Buffer.from(JSON.stringify(file))
  await page.setInputFiles('input[type=file]', { name: 'k.json', mimeType: 'application/json', buffer })
  await page.getByText('1 isian akan berubah').waitFor()
  await page.getByText('Tidak diambil dari berkas: 1 pengguna').waitFor()
  expect(setting('agencies')).toBeUndefined()
  await page.getByRole('button', { name: 'Terapkan' }).click()
  await page.getByText('1 pengaturan diterapkan.').waitFor()
  expect(setting('agencies')).toEqual(agencies)
  await page.close()
})

for (const [width, height, theme] of [
  [1180, 820, 'dark'],
  [390, 844, 'light'],
] as const)
  suite(`every section can be used by all, and none is too wide: ${width}×${height}, ${theme}`, async () => {
    const page = await opened(admin, `/admin?theme=${theme}`)
    await page.setViewportSize({ width, height })
    await page.evaluate(axe.source)
    for (const section of sections) {
      await page.evaluate((name) => void (location.hash = name), section)
      await page.locator('.section h2').first().waitFor()
      await page.waitForLoadState('networkidle')
      // A size has its room in every theme: on the largest it is looked at once.
      const sizes = [...(theme === 'dark' ? [{ width: 1920, height: 1080 }] : []), { width, height }]
      for (const size of sizes) {
        await page.setViewportSize(size)
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect([section, size, wide <= 0]).toEqual([section, size, true])
      }
      const found = await page.evaluate(async () => {
        const { violations } = await (window as unknown as { axe: typeof import('axe-core') }).axe.run({
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'],
        })
        return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
      })
      expect([section, found]).toEqual([section, []])
    }
    await page.close()
  })
