import type { BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { incident } from './stage.ts'
import type { Doorway } from './doorway.ts'
import { atDoorway, suite } from './opening.ts'

let doorway: Doorway

atDoorway(
  async (opened) => {
    doorway = opened
    // From the first administrator on, the wall opens to paired screens alone.
    await doorway.joined('admin@example.test', 'admin')
  },
  { serviceWorkers: 'allow' },
)

async function kiosk(): Promise<{ page: Page; context: BrowserContext; id: string }> {
  const setup = { name: 'Dinding', place: 'Uji', distance: 3, height: 150 }
  const { token, screen } = doorway.server.access.screens.pair(setup, 'operator:p_1')
  const context = await doorway.browser.newContext({ viewport: { width: 1280, height: 720 } })
  await context.addCookies([{ name: 'ruang_screen', value: token, url: doorway.server.address }])
  return { page: await doorway.opened(context, '/wall'), context, id: screen.id }
}

async function tell(event: Record<string, unknown>): Promise<void> {
  const { address, doors } = doorway.server
  const headers = {
    'Content-Type': 'application/cloudevents+json',
    Authorization: `Bearer ${doors.startToken}`,
  }
  const body = JSON.stringify({ specversion: '1.0', ...event })
  expect((await fetch(`${address}/api/events`, { method: 'POST', headers, body })).status).toBe(201)
}

const text = (page: Page) => page.locator('main').textContent()
const link = (page: Page) => page.locator('main').getAttribute('data-link')
const controlled = (page: Page) => page.evaluate(() => Boolean(navigator.serviceWorker.controller))
const keptThings = (page: Page) =>
  page.evaluate(async () => (await (await caches.open('situation')).keys()).length)

suite(
  'a kiosk that is started while the server is away shows the last situation, lost, with its time; then it goes on',
  { timeout: 120_000 },
  async () => {
    const { page, id } = await kiosk()
    await tell(incident('kuta', 'Banjir setinggi pinggang di Kuta'))
    await expect.poll(() => text(page)).toContain('Banjir setinggi pinggang di Kuta')
    await expect.poll(() => controlled(page)).toBe(true)
    await expect.poll(() => keptThings(page)).toBe(2)
    const kept = await page.evaluate(async () => (await caches.match('/kept/situation'))!.text())
    expect(kept).toContain('Banjir setinggi pinggang di Kuta')

    await doorway.stop()
    await page.reload()
    await expect.poll(() => text(page)).toContain('Banjir setinggi pinggang di Kuta')
    expect(await link(page)).toBe('lost')
    expect(await text(page)).toMatch(/TERPUTUS.*sejak \d\d\.\d\d/s)
    await expect.poll(() => page.locator('main canvas').count()).toBeGreaterThan(0)

    await doorway.start()
    await tell(incident('mertak', 'Jalan terputus di Mertak'))
    await expect.poll(() => text(page)).toContain('Jalan terputus di Mertak')
    expect(await link(page)).toBe('live')

    doorway.server.access.screens.revoke(id)
    await page.locator('.pairing').waitFor()
    await expect.poll(() => keptThings(page)).toBe(0)
    await page.context().close()
  },
)
