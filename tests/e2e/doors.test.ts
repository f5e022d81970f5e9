import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { password, type Doorway } from './doorway.ts'
import { atDoorway, suite } from './opening.ts'

let doors: Doorway

atDoorway((opened) => (doors = opened))

const code = (page: Page) => page.locator('.pairing .code')
const views = [
  ['dark', 1180, 820],
  ['dark', 390, 844],
  ['light', 390, 844],
] as const
const linkOf = (page: Page) => expect.poll(() => page.locator('main').getAttribute('data-link'))

suite(
  'until somebody administers it the wall opens on this machine, and nothing else; then it asks to be paired',
  { timeout: 120_000 },
  async () => {
    const context = await doors.browser.newContext()
    const wall = await doors.opened(context, '/wall?peta=mati')
    await linkOf(wall).toBe('live')
    expect(await code(wall).count()).toBe(0)
    const desk = await doors.opened(context, '/desk')
    expect(new URL(desk.url()).pathname).toBe('/masuk')
    await doors.joined('admin@uji.test', 'admin')
    await code(wall).waitFor()
    await context.close()
  },
)

suite(
  'a screen is paired from a tablet, is back after every restart, and shows the code again once revoked',
  { timeout: 120_000 },
  async () => {
    let room = await doors.kiosk()
    let wall = await doors.opened(room, '/wall?peta=mati')
    await code(wall).waitFor()
    expect(await wall.locator('.pairing svg path').count()).toBe(1)
    const shown = (await code(wall).textContent()) ?? ''

    await doors.joined('operator@uji.test', 'operator')
    const tablet = await doors.opened(
      await doors.browser.newContext({ viewport: { width: 1180, height: 820 } }),
      `/layar?kode=${shown}`,
    )
    expect(new URL(tablet.url()).pathname).toBe('/masuk')
    await tablet.getByLabel('Alamat surel').fill('operator@uji.test')
    await tablet.getByLabel('Kata sandi').fill(password)
    await tablet.getByRole('button', { name: 'Masuk' }).click()
    await tablet.getByText(/menunggu persetujuan/).waitFor()
    await tablet.getByLabel('Nama layar').fill('Dinding kiri')
    await tablet.getByLabel('Tempat').fill('Ruang Pantau')
    await tablet.getByLabel('Jarak pandang').fill('2,5')
    await tablet.getByRole('button', { name: '75″' }).click()
    expect(await tablet.getByLabel('Tinggi gambar').inputValue()).toBe('93')
    await tablet.getByRole('button', { name: 'Layar 1', exact: true }).click()
    await tablet.getByRole('button', { name: 'Setujui' }).click()
    await linkOf(wall).toBe('live')
    expect(wall.url()).toBe(`${doors.server.address}/wall?peta=mati`)
    const rem = () =>
      wall.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize))
    await expect.poll(rem).toBeGreaterThan(16.5)
    expect(await wall.evaluate(() => document.cookie)).toBe('')
    await tablet.getByText('tersambung', { exact: true }).waitFor()

    await room.close()
    room = await doors.kiosk()
    wall = await doors.opened(room, '/wall?peta=mati')
    await linkOf(wall).toBe('live')
    await doors.restart()
    await linkOf(wall).toBe('live')
    expect(await code(wall).count()).toBe(0)

    await tablet.reload()
    await tablet.getByRole('button', { name: 'Cabut' }).click()
    await tablet.getByRole('button', { name: 'Cabut' }).click()
    await code(wall).waitFor()
    expect(await code(wall).textContent()).not.toBe(shown)
    expect(await wall.locator('canvas').count()).toBe(0)
    await room.close()
    await tablet.context().close()
    expect(doors.faults).toEqual([])
  },
)

suite(
  'a page of another role says so, and a wrong password is told without naming which was wrong',
  async () => {
    const page = await doors.welcomed('kepala@uji.test', 'executive')
    expect(new URL(page.url()).pathname).toBe('/')
    await page.goto(`${doors.server.address}/layar`)
    await page.getByText('Halaman ini bukan untuk peran Anda').waitFor()
    await page.getByRole('button', { name: 'Keluar' }).click()
    await page.waitForURL('**/masuk')
    await page.getByLabel('Alamat surel').fill('kepala@uji.test')
    await page.getByLabel('Kata sandi').fill('bukan kata sandinya')
    await page.getByRole('button', { name: 'Masuk' }).click()
    await page.getByText('Surel atau kata sandi salah.').waitFor()
    await page.context().close()
    expect(doors.faults).toEqual([])
  },
)

suite(
  'every page of the doors can be read and used by everybody, on tablet and phone, dark and light',
  { timeout: 120_000 },
  async () => {
    const page = await doors.seated('admin@uji.test', 'admin', '/profil')
    for (const path of ['/profil', '/layar', '/data-pribadi', '/masuk', '/wall']) {
      if (path === '/masuk') await page.context().clearCookies()
      if (path !== '/profil') await page.goto(`${doors.server.address}${path}`)
      await page
        .locator(path === '/wall' ? '.pairing .code' : 'form')
        .first()
        .waitFor()
      await page.evaluate(axe.source)
      // A theme has its colours at every size, and a size its room in every theme.
      for (const [theme, width, height] of views) {
        await page.setViewportSize({ width, height })
        await page.evaluate((name) => (document.documentElement.dataset.theme = name), theme)
        const about = `${path} ${theme} ${width}`
        expect([about, await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)]).toEqual(
          [about, 0],
        )
        const found = await page.evaluate(async () => {
          const run = (window as unknown as { axe: typeof import('axe-core') }).axe
          const { violations } = await run.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })
          return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
        })
        expect([about, found]).toEqual([about, []])
      }
    }
    await page.context().close()
    expect(doors.faults).toEqual([])
  },
)
