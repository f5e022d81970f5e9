import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { arcMinutes } from '../../client/wall-scale.ts'
import { defaultScenes, defaultWalls } from '../../shared/default-scenes.ts'
import { atSeq, now, seqOf, type Stage } from './stage.ts'
import { worstDay } from './worst-day.ts'
import { onStage, suite } from './opening.ts'

/** A picture's pixels, its height in metres and the distance of its farthest viewer. */
const walls = [
  { width: 1920, height: 1080, tall: 0.68, distance: 5 },
  { width: 3840, height: 2160, tall: 2.04, distance: 4.5 },
  { width: 3840, height: 1080, tall: 1.02, distance: 3 },
  { width: 1080, height: 1920, tall: 1.21, distance: 3 },
]
let browser: Browser
let stage: Stage

onStage(
  (opened) => {
    ;({ browser, stage } = opened)
    return worstDay(stage)
  },
  { real: false },
)

let told = 0
/** A director sends a scene to every screen. */
function send(scene: string) {
  const until = new Date(Date.now() + 366 * 86_400_000).toISOString()
  const value = defaultWalls.map((wall) => ({ ...wall, sent: [{ screen: 0, scene, until }] }))
  const about = { id: `tayang-${++told}`, source: '/test', type: 'setting.changed', subject: 'walls' }
  return { ...about, time: now(), data: { key: 'walls', value } }
}

interface Seen {
  text: string
  pixels: number
  contrast: number
}

/** Every text that is seen, the size of its type, and how it stands out from what lies behind it. */
function seen(page: Page): Promise<Seen[]> {
  return page.evaluate(() => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
    const colour = (css: string) => {
      canvas?.clearRect(0, 0, 1, 1)
      if (canvas) canvas.fillStyle = css
      canvas?.fillRect(0, 0, 1, 1)
      const [r = 0, g = 0, b = 0, a = 0] = canvas?.getImageData(0, 0, 1, 1).data ?? []
      return { rgb: [r, g, b], alpha: a / 255 }
    }
    const light = (rgb: number[]) => {
      const [r = 0, g = 0, b = 0] = rgb.map((value) =>
        value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
      )
      return 0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    const behind = (from: Element) => {
      for (let element: Element | null = from; element; element = element.parentElement) {
        const style = getComputedStyle(element)
        const { rgb, alpha } = colour(style.backgroundColor)
        if (alpha > 0.95) return rgb
        // The stripes of an exercise: the darker and the lighter one both have to do.
        const stripe = /repeating-linear-gradient\([^,]*, (rgb\([^)]*\))/.exec(style.backgroundImage)?.[1]
        if (stripe) return colour(stripe).rgb
      }
      return [0, 0, 0]
    }
    const found: Seen[] = []
    const walker = document.createTreeWalker(
      document.querySelector('main') ?? document.body,
      NodeFilter.SHOW_TEXT,
    )
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? ''
      const element = node.parentElement
      if (!text || !element?.checkVisibility({ visibilityProperty: true })) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      if (range.getBoundingClientRect().width < 1) continue
      const style = getComputedStyle(element)
      const [ink, ground] = [light(colour(style.color).rgb), light(behind(element))]
      const contrast = (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05)
      found.push({ text, pixels: Number.parseFloat(style.fontSize), contrast })
    }
    return found
  })
}

for (const { width, height, tall, distance } of walls)
  suite(
    `every text of every shipped scene can be read at ${distance} m on ${width}×${height}, ${tall} m high`,
    { timeout: 120_000 },
    async () => {
      const path = `/wall?peta=mati&distance=${distance}&height=${tall}`
      const page = await stage.open(browser, path, { width, height })
      await atSeq(page, seqOf(stage))
      for (const [at, { id }] of defaultScenes.entries()) {
        const theme = at % 2 === 0 ? 'dark' : 'light'
        await stage.tell(send(id))
        await expect.poll(() => page.locator('[data-scene]').getAttribute('data-scene')).toBe(id)
        await page.evaluate((name) => (document.documentElement.dataset.theme = name), theme)
        if ((await page.locator('[data-tile=incidents]').count()) > 0)
          await expect
            .poll(() => page.locator('[data-tile=incidents] article').count())
            .toBeGreaterThanOrEqual(2)
        const texts = await seen(page)
        expect(texts.length).toBeGreaterThan(15)
        const viewing = { distance, height: tall }
        const small = texts.filter(({ pixels }) => arcMinutes(pixels, height, viewing) < 15.99)
        expect([id, theme, small]).toEqual([id, theme, []])
        expect([id, theme, texts.filter(({ contrast }) => contrast < 7)]).toEqual([id, theme, []])
      }
      await page.close()
    },
  )
