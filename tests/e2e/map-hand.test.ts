import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { middleOf } from './painted.ts'
import { now, seqOf, type Stage } from './stage.ts'
import { onStage, suite } from './opening.ts'

let browser: Browser
let stage: Stage

onStage((opened) => ({ browser, stage } = opened))

const mapSeq = (page: Page) => page.locator('main').getAttribute('data-map-seq').then(Number)

const at = (id: string, lon: number, lat: number, level: number, title: string) => ({
  ...{ id, source: '/test', type: 'incident.reported', subject: id, time: now() },
  data: { hazard: 'banjir', level, title, geometry: { type: 'Point', coordinates: [lon, lat] } },
})
type Finger = [x: number, y: number]
const apart = (a: { x: number; y: number }, b: { x: number; y: number }) => Math.hypot(a.x - b.x, a.y - b.y)

suite('the camera flies to what is new and severe, and back to the whole', async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } })
  const page = await context.newPage()
  // The page's steady clock can be put forward, so that nobody waits for the camera's rests.
  await page.addInitScript(() => {
    const own = performance.now.bind(performance)
    let ahead = 0
    performance.now = () => own() + ahead
    const frame = requestAnimationFrame.bind(globalThis)
    globalThis.requestAnimationFrame = (draw) => frame((at) => draw(at + ahead))
    Object.assign(globalThis, { putForward: (ms: number) => (ahead += ms) })
  })
  const putForward = (ms: number) =>
    page.evaluate((by) => (globalThis as unknown as { putForward: (ms: number) => void }).putForward(by), ms)
  await page.goto(`${stage.server.address}/wall?adegan=hari-biasa`)
  await expect.poll(() => mapSeq(page)).toBeGreaterThanOrEqual(seqOf(stage))
  await stage.tell(at('lama', 116.3, -8.85, 1, 'Banjir lama'))
  await expect.poll(() => mapSeq(page)).toBeGreaterThanOrEqual(seqOf(stage))
  const before = await middleOf(page, 1)
  // Moves are rare: the first comes half a minute after the page was opened.
  await putForward(31_000)
  await stage.tell(at('tebing', 116.33, -8.52, 3, 'Tebing runtuh'))
  const canvas = (await page.locator('main canvas.marks').boundingBox())!
  const centre = { x: canvas.x + canvas.width / 2, y: canvas.y + canvas.height / 2 }
  const off = async () => apart(await middleOf(page, 3), centre) / canvas.width
  await expect.poll(off).toBeLessThan(0.2)
  expect(await middleOf(page, 1).then(({ x }) => Number.isNaN(x))).toBe(true)
  await putForward(60_000)
  await expect.poll(async () => apart(await middleOf(page, 1), before)).toBeLessThan(12)
  await context.close()
})

suite(
  'under a hand the map opens what is tapped, comes nearer to several, is moved and pinched',
  { timeout: 120_000 },
  async () => {
    await stage.tell(
      at('satu', 116.24, -8.83, 2, 'Jembatan putus'),
      at('dua', 116.2415, -8.83, 2, 'Tanggul jebol'),
    )
    const context = await browser.newContext({ viewport: { width: 1180, height: 820 }, hasTouch: true })
    const page = await context.newPage()
    await page.goto(`${stage.server.address}/wall?adegan=hari-biasa`)
    await expect.poll(() => mapSeq(page)).toBeGreaterThanOrEqual(seqOf(stage))
    const card = page.getByRole('complementary', { name: 'Yang disentuh di peta' })
    const siaga = () => middleOf(page, 2)
    const wide = async () => (await siaga()).right - (await siaga()).left

    const awas = await middleOf(page, 3)
    await page.touchscreen.tap(awas.x, awas.y)
    await card.getByText('Tebing runtuh').waitFor()
    await card.getByRole('button', { name: 'Tutup' }).click()
    expect(await card.count()).toBe(0)

    // Two that lie close are one mark: it parts when the map comes nearer.
    expect(await wide()).toBeLessThan(40)
    await expect
      .poll(
        async () => {
          const { x, y } = await siaga()
          if ((await wide()) < 60) await page.touchscreen.tap(x, y)
          return wide()
        },
        { interval: 1_000 },
      )
      .toBeGreaterThan(60)
    // The last move has come to rest: a second tap too soon would be a double one.
    let last = NaN
    await expect
      .poll(async () => (await wide()) === last || (last = await wide()) < 0, {
        interval: 1_000,
      })
      .toBe(true)
    const parted = await siaga()
    await page.touchscreen.tap(parted.left + 8, parted.y)
    await card.getByText('Jembatan putus').waitFor()
    expect(await card.getByText('Tanggul jebol').count()).toBe(0)
    await card.getByRole('button', { name: 'Tutup' }).click()

    const fingers = await context.newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: Finger[]) =>
      fingers.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: points.map(([x, y], id) => ({ x, y, id })),
      })
    const gesture = async (from: Finger[], by: Finger[]) => {
      await touch('touchStart', ...from)
      for (let step = 1; step <= 8; step++) {
        await page.evaluate(() => new Promise(requestAnimationFrame))
        await touch(
          'touchMove',
          ...from.map(([x, y], n): Finger => [
            x + ((by[n]?.[0] ?? 0) * step) / 8,
            y + ((by[n]?.[1] ?? 0) * step) / 8,
          ]),
        )
      }
      await touch('touchEnd')
    }
    const { x, y } = await siaga()
    await gesture([[x, y]], [[0, 70]])
    await expect.poll(async () => (await siaga()).y - y).toBeGreaterThan(40)
    const two: Finger[] = [
      [x - 25, y],
      [x + 25, y],
    ]
    const before = await wide()
    await gesture(two, [
      [-40, 0],
      [40, 0],
    ])
    await expect.poll(wide).toBeGreaterThan(before * 1.3)
    await context.close()
  },
)
