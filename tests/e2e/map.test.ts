import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findBrowser, openBrowser } from '../browser.ts'
import { numbers } from '../bench/mix.ts'
import { painted } from './painted.ts'
import { now, openStage, seqOf, type Stage } from './stage.ts'

const missing = findBrowser() === undefined
const suite = test.skipIf(missing)
let browser: Browser
let stage: Stage

beforeAll(async () => {
  if (missing) return
  browser = await openBrowser()
  stage = await openStage()
})
afterAll(async () => {
  await browser?.close()
  await stage?.end()
})

const mapSeq = (page: Page) => page.locator('main').getAttribute('data-map-seq').then(Number)

const ticket = (id: string, lon: number, lat: number) => ({
  id,
  source: '/lapor',
  type: 'ticket.opened',
  subject: id,
  time: now(),
  data: {
    class: 'pengaduan',
    category: 'jalan',
    title: 'Jalan berlubang',
    channel: 'web',
    geometry: { type: 'Point', coordinates: [lon, lat] },
  },
})

suite(
  'land and marks are really drawn, among 3,000 complaints, and again after the graphics context was lost',
  async () => {
    const random = numbers(4)
    const many = Array.from({ length: 3_000 }, (_, at) =>
      ticket(`aduan-${at}`, 116.1 + random() * 0.35, -8.9 + random() * 0.35),
    )
    for (let at = 0; at < many.length; at += 500) await stage.tell(...many.slice(at, at + 500))
    const page = await stage.open(browser, '/wall')
    await expect.poll(() => mapSeq(page), { timeout: 20_000 }).toBeGreaterThanOrEqual(seqOf(stage))
    const first = await painted(page)
    expect(first.land).toBeGreaterThan(0.02)
    expect(first.marks).toBeGreaterThan(200)

    await page.evaluate(async () => {
      const lose = document
        .querySelector<HTMLCanvasElement>('main .map canvas')
        ?.getContext('webgl2')
        ?.getExtension('WEBGL_lose_context')
      lose?.loseContext()
      await new Promise((resolve) => setTimeout(resolve, 300))
      lose?.restoreContext()
    })
    await stage.tell(ticket('aduan-baru', 116.28, -8.7))
    await expect.poll(() => mapSeq(page), { timeout: 20_000 }).toBeGreaterThanOrEqual(seqOf(stage))
    const again = await painted(page)
    expect(again.land).toBeCloseTo(first.land, 1)
    expect(again.marks).toBeGreaterThan(200)
    await page.close()
  },
)

suite('a map whose shapes come late, on a page without room at first, is drawn all the same', async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 40 } })
  await page.route('**/areas.topojson', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    await route.continue()
  })
  await page.goto(`${stage.server.address}/wall`)
  await page.waitForTimeout(2_500)
  await page.setViewportSize({ width: 1280, height: 720 })
  await expect.poll(() => mapSeq(page), { timeout: 20_000 }).toBeGreaterThanOrEqual(seqOf(stage))
  await expect.poll(async () => (await painted(page)).land, { timeout: 15_000 }).toBeGreaterThan(0.02)
  await page.close()
})
