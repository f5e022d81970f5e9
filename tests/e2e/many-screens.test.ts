import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { defaultScenes } from '../../shared/default-scenes.ts'
import { atSeq, incident, now, seqOf, type Stage } from './stage.ts'
import { onStage, suite } from './opening.ts'

const size = { width: 1280, height: 720 }
let browser: Browser
let stage: Stage
let told = 0

onStage((opened) => ({ browser, stage } = opened))

const setting = (key: string, value: unknown) => ({
  ...{ id: `setting-${++told}`, source: '/test', type: 'setting.changed', subject: key, time: now() },
  data: { key, value },
})
const playlist = [
  { scene: 'hari-biasa', seconds: 5 },
  { scene: 'rakor', seconds: 5 },
]
const wall = { id: 'utama', name: 'Dinding', rows: 2, columns: 2, bezel: 10, playlist }
const sceneOf = (page: Page) => page.locator('[data-scene]').getAttribute('data-scene')

suite(
  'a wall of four screens changes scene together, without a blank, and a director sends one of them',
  { timeout: 120_000 },
  async () => {
    await stage.tell(incident('kuta', 'Banjir di Kuta'), setting('walls', [wall]))
    const pages = await Promise.all(
      [1, 2, 3, 4].map((n) => stage.open(browser, `/wall?dinding=utama&layar=${n}&peta=mati`, size)),
    )
    await Promise.all(pages.map((page) => atSeq(page, seqOf(stage))))
    // Every change of scene by the machine's one clock, whether the first list stood there all the time, and what shifted.
    for (const page of pages)
      await page.evaluate(() => {
        const seen = { changes: [] as number[], blank: 0, shift: 0 }
        Object.assign(window, { seen })
        const look = () => document.querySelector('[data-scene]')?.getAttribute('data-scene')
        let before = look()
        new MutationObserver(() => {
          if (!document.querySelector('[data-tile=incidents] article')) seen.blank++
          if (look() !== before) seen.changes.push(performance.timeOrigin + performance.now())
          before = look()
        }).observe(document.querySelector('main') ?? document.body, {
          subtree: true,
          childList: true,
          attributes: true,
        })
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) seen.shift += (entry as unknown as { value: number }).value
        }).observe({ type: 'layout-shift' })
      })
    const seen = (page: Page) =>
      page.evaluate(
        () => (window as unknown as { seen: { changes: number[]; blank: number; shift: number } }).seen,
      )
    // How close is a figure of the bench (`grid`): here, that none keeps its scene into the next one's time.
    const together = async () => {
      const [first, ...others] = await Promise.all(pages.map(seen))
      return first?.changes.filter((at) =>
        others.every(({ changes }) => changes.some((other) => Math.abs(other - at) < 2_500)),
      ).length
    }
    await expect.poll(together, { timeout: 90_000, interval: 500 }).toBeGreaterThanOrEqual(2)
    const all = await Promise.all(pages.map(seen))
    expect(all.map(({ blank }) => blank)).toEqual([0, 0, 0, 0])
    // A tile's age that grows by a letter at that very moment is less than a thousandth; what moves is more.
    expect(Math.max(...all.map(({ shift }) => shift))).toBeLessThan(0.005)

    const until = new Date(Date.now() + 60_000).toISOString()
    await stage.tell(setting('walls', [{ ...wall, sent: [{ screen: 3, scene: 'apel-0730', until }] }]))
    await expect.poll(() => Promise.all(pages.map(sceneOf))).toContain('apel-0730')
    expect((await Promise.all(pages.map(sceneOf))).map((scene) => scene === 'apel-0730')).toEqual([
      ...[false, false, true, false],
    ])
    await stage.tell(setting('walls', [{ ...wall, hold: { scene: 'darurat', until } }]))
    await expect.poll(() => Promise.all(pages.map(sceneOf))).toEqual(Array(4).fill('darurat'))
    await Promise.all(pages.map((page) => page.close()))
  },
)

suite('one map spans several screens, and a tile takes one whole', async () => {
  const spread = {
    ...{ id: 'bentang', name: 'Bentang', columns: 2, rows: 2, spread: true },
    parts: [
      { tile: 'map', column: 1, row: 1, width: 2, height: 1 },
      { tile: 'incidents', column: 1, row: 2, width: 1, height: 1 },
    ],
  }
  await stage.tell(
    setting('scenes', [...defaultScenes, spread]),
    setting('walls', [{ ...wall, playlist: [{ scene: 'bentang', seconds: 60 }] }]),
  )
  const open = async (n: number) => {
    const page = await stage.open(
      browser,
      `/wall?dinding=utama&layar=${n}&distance=2&height=1${n === 2 ? '' : '&peta=mati'}`,
      size,
    )
    await atSeq(page, seqOf(stage))
    return page
  }
  const [left, right, below, empty] = [await open(1), await open(2), await open(3), await open(4)]
  await expect.poll(() => sceneOf(right)).toBe('bentang')
  const beyond = (page: Page) =>
    page
      .locator('.canvas')
      .evaluate((canvas) =>
        ['left', 'right', 'top'].map((side) =>
          Number(getComputedStyle(canvas).getPropertyValue(`--beyond-${side}`)),
        ),
      )
  // 10 mm of bezel on a picture 1 m and 720 pixels high.
  expect(await beyond(left)).toEqual([0, 1280 + 7.2, 0])
  expect(await beyond(right)).toEqual([1280 + 7.2, 0, 0])
  expect(await left.locator('.legend').count()).toBeGreaterThan(0)
  expect(await right.locator('.notes').count()).toBe(0)
  const box = await below.locator('[data-tile=incidents]').boundingBox()
  expect(box?.width).toBeGreaterThan(1200)
  for (const page of [left, right, below, empty]) expect(await page.locator('.corner .link').count()).toBe(1)
  await Promise.all([left, right, below, empty].map((page) => page.close()))
})
