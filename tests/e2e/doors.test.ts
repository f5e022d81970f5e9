import axe from 'axe-core'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '../../server/access/caller.ts'
import { readConfig } from '../../server/config.ts'
import type { Parts } from '../../server/parts.ts'
import { startServer } from '../../server/server.ts'
import { findBrowser, launchBrowser } from '../browser.ts'

const missing = findBrowser() === undefined
const suite = test.skipIf(missing)
const password = 'kata sandi yang panjang'
const folder = mkdtempSync(join(tmpdir(), 'ruang-doors-'))
const faults: string[] = []
let browser: Browser
let server: Parts
let port = '0'

async function start(): Promise<void> {
  const env = { DATA_DIR: join(folder, 'data'), PORT: port, FEEDS: 'off', LOG_LEVEL: 'silent' }
  server = await startServer(readConfig(env))
  port = new URL(server.address).port
}

beforeAll(async () => {
  if (missing) return
  browser = await launchBrowser()
  await start()
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A page whose breaches of the content security policy, errors and requests to other hosts are faults. */
async function opened(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage()
  page.on('console', (said) => void (/security policy/i.test(said.text()) && faults.push(said.text())))
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('request', (asked) => {
    const { protocol, host } = new URL(asked.url())
    if (/^(https?|wss?):$/.test(protocol) && host !== new URL(server.address).host) faults.push(asked.url())
  })
  await page.goto(server.address + path)
  return page
}

/** The browser of a kiosk, which keeps its cookies in a folder as a real one does. */
function kiosk(): Promise<BrowserContext> {
  const executablePath = findBrowser() ?? ''
  const args = [
    '--no-sandbox',
    '--no-first-run',
    '--disable-background-networking',
    '--enable-unsafe-swiftshader',
  ]
  return chromium.launchPersistentContext(join(folder, 'kiosk'), {
    executablePath,
    args,
    viewport: { width: 1920, height: 1080 },
  })
}

/** Opens a one-time link and sets the password, as a person does. */
async function welcomed(email: string, role: Role): Promise<Page> {
  const token = server.access.people.links.create({ email, name: 'Sri Contoh', role })
  const page = await opened(
    await browser.newContext({ viewport: { width: 1180, height: 820 } }),
    `/masuk#${token}`,
  )
  await page.getByLabel('Kata sandi baru').fill(password)
  await page.getByLabel('Ulangi kata sandi').fill(password)
  await page.getByRole('button', { name: 'Simpan dan masuk' }).click()
  await page.waitForURL((url) => url.pathname !== '/masuk')
  return page
}

const code = (page: Page) => page.locator('.pairing .code')
const linkOf = (page: Page) =>
  expect.poll(() => page.locator('main').getAttribute('data-link'), { timeout: 15_000 })

suite(
  'until somebody administers it the wall opens on this machine, and nothing else; then it asks to be paired',
  { timeout: 60_000 },
  async () => {
    const context = await browser.newContext()
    const wall = await opened(context, '/wall')
    await linkOf(wall).toBe('live')
    expect(await code(wall).count()).toBe(0)
    const desk = await opened(context, '/desk')
    expect(new URL(desk.url()).pathname).toBe('/masuk')
    await welcomed('admin@uji.test', 'admin').then((page) => page.context().close())
    await code(wall).waitFor({ timeout: 30_000 })
    await context.close()
  },
)

suite(
  'a screen is paired from a tablet, is back after every restart, and shows the code again once revoked',
  { timeout: 60_000 },
  async () => {
    let room = await kiosk()
    let wall = await opened(room, '/wall')
    await code(wall).waitFor()
    expect(await wall.locator('.pairing svg path').count()).toBe(1)
    const shown = (await code(wall).textContent()) ?? ''

    await welcomed('operator@uji.test', 'operator').then((page) => page.context().close())
    const tablet = await opened(
      await browser.newContext({ viewport: { width: 1180, height: 820 } }),
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
    await tablet.getByLabel('Tinggi gambar').fill('93')
    await tablet.getByRole('button', { name: 'Setujui' }).click()
    await linkOf(wall).toBe('live')
    expect(wall.url()).toBe(`${server.address}/wall`)
    const scale = () => wall.evaluate(() => document.documentElement.style.getPropertyValue('--scale'))
    await expect.poll(async () => Number(await scale())).toBeGreaterThan(1)
    expect(await wall.evaluate(() => document.cookie)).toBe('')
    await tablet.getByText('tersambung', { exact: true }).waitFor({ timeout: 10_000 })

    await room.close()
    room = await kiosk()
    wall = await opened(room, '/wall')
    await linkOf(wall).toBe('live')
    await server.close()
    await start()
    await linkOf(wall).toBe('live')
    expect(await code(wall).count()).toBe(0)

    await tablet.reload()
    await tablet.getByRole('button', { name: 'Cabut' }).click()
    const began = performance.now()
    await tablet.getByRole('button', { name: 'Cabut' }).click()
    await code(wall).waitFor({ timeout: 5_000 })
    expect(performance.now() - began).toBeLessThan(5_000)
    expect(await code(wall).textContent()).not.toBe(shown)
    expect(await wall.locator('canvas').count()).toBe(0)
    await room.close()
    await tablet.context().close()
    expect(faults).toEqual([])
  },
)

suite(
  'a page of another role says so, and a wrong password is told without naming which was wrong',
  async () => {
    const page = await welcomed('kepala@uji.test', 'executive')
    await page.goto(`${server.address}/layar`)
    await page.getByText('Halaman ini bukan untuk peran Anda').waitFor()
    await page.getByRole('button', { name: 'Keluar' }).click()
    await page.waitForURL('**/masuk')
    await page.getByLabel('Alamat surel').fill('kepala@uji.test')
    await page.getByLabel('Kata sandi').fill('bukan kata sandinya')
    await page.getByRole('button', { name: 'Masuk' }).click()
    await page.getByText('Surel atau kata sandi salah.').waitFor()
    await page.context().close()
    expect(faults).toEqual([])
  },
)

suite(
  'every page of the doors can be read and used by everybody, on tablet and phone, dark and light',
  { timeout: 60_000 },
  async () => {
    const page = await welcomed('admin@uji.test', 'admin')
    for (const path of ['/profil', '/layar', '/masuk', '/wall']) {
      if (path === '/masuk') await page.context().clearCookies()
      for (const theme of ['dark', 'light']) {
        for (const size of [
          { width: 1180, height: 820 },
          { width: 390, height: 844 },
        ]) {
          await page.setViewportSize(size)
          await page.goto(`${server.address}${path}?theme=${theme}`)
          await page
            .locator(path === '/wall' ? '.pairing .code' : 'form')
            .first()
            .waitFor()
          const about = `${path} ${theme} ${size.width}`
          expect([
            about,
            await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
          ]).toEqual([about, 0])
          await page.evaluate(axe.source)
          const found = await page.evaluate(async () => {
            const run = (window as unknown as { axe: typeof import('axe-core') }).axe
            const { violations } = await run.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })
            return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
          })
          expect([about, found]).toEqual([about, []])
        }
      }
    }
    await page.context().close()
    expect(faults).toEqual([])
  },
)
