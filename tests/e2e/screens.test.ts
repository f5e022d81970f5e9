import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { screenRule } from '../../shared/life.ts'
import { findBrowser, launchBrowser } from '../browser.ts'
import { openDoorway, type Doorway } from './doorway.ts'

const missing = findBrowser() === undefined
const suite = test.skipIf(missing)
let doorway: Doorway
let audible: Browser

beforeAll(async () => {
  if (missing) return
  doorway = await openDoorway()
  audible = await launchBrowser('--autoplay-policy=no-user-gesture-required')
})
afterAll(async () => {
  await audible?.close()
  await doorway?.end()
})

/** A screen of the wall as a kiosk shows it, paired under a name. */
async function screenOf(browser: Browser, name: string, path = '/wall'): Promise<{ page: Page; id: string }> {
  const { screens } = doorway.server.access
  const { token, screen } = screens.pair({ name, place: 'Uji', distance: 3, height: 68 }, 'operator:p_1')
  const context = await browser.newContext({
    viewport: { width: 1280, height: 720 },
    serviceWorkers: 'block',
    reducedMotion: 'reduce',
  })
  await context.addCookies([{ name: 'ruang_screen', value: token, url: doorway.server.address }])
  return { page: await doorway.opened(context, path), id: screen.id }
}

const text = (page: Page) => page.locator('main').textContent()

suite(
  'a wall whose sound cannot play says so and one touch switches it on; a kiosk needs none and can be silenced for a while',
  { timeout: 120_000 },
  async () => {
    const { page } = await screenOf(doorway.browser, 'Bisu', '/wall?peta=mati&distance=2&height=1.5')
    await expect.poll(() => text(page)).toContain('SUARA MATI')
    const date = page.locator('[data-tile=clock] .when')
    await expect.poll(() => date.innerText()).toMatch(/\d+ \S+ \d{4}$/)
    expect(await date.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0)
    // A driven browser may take being asked for a touch: then the sound is on before the finger comes.
    const dead = page.getByRole('button', { name: /SUARA MATI/ })
    await dead.click({ timeout: 3_000 }).catch(() => undefined)
    await expect.poll(() => text(page)).not.toContain('SUARA MATI')
    const { page: kiosk } = await screenOf(audible, 'Bersuara', '/wall?peta=mati')
    await expect.poll(() => kiosk.locator('main').getAttribute('data-link')).toBe('live')
    await expect.poll(() => text(kiosk)).not.toContain('SUARA MATI')

    const { address, doors, worlds } = doorway.server
    const data = { rule: 'uji', about: 'x', level: 2, message: 'Uji senyap' }
    const alarm = { specversion: '1.0', id: 'a1', source: '/uji', type: 'alarm.raised', subject: 'uji:x' }
    const headers = { 'Content-Type': 'application/cloudevents+json' }
    await fetch(`${address}/api/events`, {
      method: 'POST',
      headers: { ...headers, Authorization: `Bearer ${doors.startToken}` },
      body: JSON.stringify({ ...alarm, time: new Date().toISOString(), data }),
    })
    await kiosk.getByRole('button', { name: 'Senyapkan 10 menit' }).click()
    const muted = kiosk.getByRole('button', { name: /SENYAP s\.d\. \d\d\.\d\d/ })
    await muted.waitFor()
    // Silence is no acknowledgement, and it is this screen's own.
    expect(worlds.find()!.present.situations.wall.alarm.get('uji:x')?.state).toBe('unacknowledged')
    await muted.click()
    await kiosk.getByRole('button', { name: 'Senyapkan 10 menit' }).waitFor()
    await Promise.all([page.context().close(), kiosk.context().close()])
  },
)

suite(
  'operators see how each screen fares and what it shows; a silent one is named on the other walls',
  { timeout: 120_000 },
  async () => {
    const { life, worlds } = doorway.server
    const { page: left, id } = await screenOf(audible, 'Dinding kiri')
    const { page: right } = await screenOf(audible, 'Dinding kanan', '/wall?peta=mati')
    await expect.poll(() => life.state(id)).toBe('alive')
    const { report } = life.last(id)!
    expect(report).toMatchObject({
      link: 'live',
      hidden: false,
      sound: 'ready',
      mapLosses: 0,
      scene: 'hari-biasa',
    })
    expect(report.fps).toBeGreaterThan(0)
    expect(report.heap).toBeGreaterThan(1e6)
    await left.evaluate(() => {
      const until = performance.now() + 1_500
      while (performance.now() < until);
    })
    await expect.poll(() => life.last(id)!.report.stallMs).toBeGreaterThan(900)

    const desk = await doorway.seated('pusdalops@example.test', 'operator', '/layar')
    const row = desk.locator('li', { hasText: 'Dinding kiri' })
    await row.getByRole('button', { name: 'Minta gambar' }).click()
    const image = row.getByRole('img', { name: 'Gambar layar Dinding kiri' })
    await image.waitFor()
    await expect.poll(() => image.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBe(640)
    expect(await row.textContent()).toMatch(/hidup.*LANGSUNG.*Macet terlama, sejam terakhir\s*[1-9]\d*,\d s/s)

    await left.context().close()
    // That silence is noticed after 15 s is shown in tests/fleet; here the clock of the server's ear is put forward.
    const stateOf = life.state.bind(life)
    life.state = (screen) => (screen === id ? 'dead' : stateOf(screen))
    await expect.poll(() => text(right)).toContain('Layar Dinding kiri tidak melapor sejak')
    const alarm = worlds.find()!.present.situations.wall.alarm.get(`${screenRule}:${id}`)
    expect(alarm).toMatchObject({ level: 1, state: 'unacknowledged' })
    expect(await right.evaluate(() => document.documentElement.dataset.awake)).toBe('yes')
    expect(doorway.faults).toEqual([])
  },
)
