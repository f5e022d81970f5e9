import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { numbers } from '../bench/mix.ts'
import { painted, shareOfColour } from './painted.ts'
import { now, seqOf, type Stage } from './stage.ts'
import { onStage, suite } from './opening.ts'

let browser: Browser
let stage: Stage

onStage((opened) => ({ browser, stage } = opened))

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
    await expect.poll(() => mapSeq(page)).toBeGreaterThanOrEqual(seqOf(stage))
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
    await expect.poll(() => mapSeq(page)).toBeGreaterThanOrEqual(seqOf(stage))
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
  await expect.poll(() => mapSeq(page)).toBeGreaterThanOrEqual(seqOf(stage))
  await expect.poll(async () => (await painted(page)).land, { interval: 500 }).toBeGreaterThan(0.02)
  await page.close()
})

suite(
  'a scene colours districts by an indicator, or shows the heat of complaints in their place',
  { timeout: 120_000 },
  async () => {
    let told = 0
    const tell = (type: string, subject: string, data: object) => ({
      ...{ id: `peta-${++told}`, source: '/test', type, subject, time: now() },
      data,
    })
    const measured = (region: string, value: number) =>
      tell('indicator.measured', 'miskin', { value, region, asOf: '2026-01-01' })
    const sceneOf = (id: string, options: object) => ({
      ...{ id, name: id, columns: 1, rows: 1 },
      parts: [{ tile: 'map', column: 1, row: 1, width: 1, height: 1, options }],
    })
    await stage.tell(
      tell('indicator.defined', 'miskin', {
        name: 'Kemiskinan',
        unit: '%',
        direction: 'down',
        agency: 'bappeda',
      }),
      measured('52.02.04', 30),
      measured('52.02.01', 5),
      tell('setting.changed', 'scenes', {
        key: 'scenes',
        value: [sceneOf('warna', { indicator: 'miskin' }), sceneOf('panas', { layers: ['heat'] })],
      }),
    )
    const page = await stage.open(browser, '/wall?adegan=warna')
    const worst = 'color-mix(in oklab, var(--map-quake) 88%, var(--map-region))'
    await expect.poll(() => shareOfColour(page, worst), { interval: 500 }).toBeGreaterThan(0.01)
    await page.getByText('Kemiskinan').first().waitFor()
    await page.close()
    const hot = await stage.open(browser, '/wall?adegan=panas')
    await expect.poll(() => mapSeq(hot)).toBeGreaterThanOrEqual(seqOf(stage))
    // Two thirds of the region are full of complaints: that land has not its colour, and no point of them is drawn.
    await expect.poll(async () => (await painted(hot)).land, { interval: 500 }).toBeLessThan(0.06)
    expect((await painted(hot)).marks).toBe(0)
    await hot.close()
  },
)
