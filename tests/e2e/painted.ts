import type { Page } from 'playwright-core'
import sharp from 'sharp'

/** How much of the page has the colour of the region's land, and how many pixels of marks are drawn. */
export async function painted(page: Page): Promise<{ land: number; marks: number }> {
  const marks = await page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('main canvas.marks')
    const data = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
    let drawn = 0
    for (let at = 3; at < data.length; at += 4) if ((data[at] ?? 0) > 0) drawn++
    return drawn
  })
  return { land: await shareOfColour(page, 'var(--map-region)'), marks }
}

/** Where the marks of a level lie on the page, in pixels: the middle of all that is drawn in its colour, and its left and right end. */
export async function middleOf(page: Page, level: number) {
  return page.evaluate((name) => {
    const canvas = document.querySelector<HTMLCanvasElement>('main canvas.marks')!
    const probe = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!
    probe.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(name)
    probe.fillRect(0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0] = probe.getImageData(0, 0, 1, 1).data
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
    const sum = { x: 0, y: 0, n: 0, left: Infinity, right: -Infinity }
    for (let at = 0; at < data.length; at += 4) {
      const off = [red, green, blue].map((part, of) => Math.abs((data[at + of] ?? 0) - part))
      if ((data[at + 3] ?? 0) < 250 || Math.max(...off) > 3) continue
      const x = (at / 4) % canvas.width
      sum.left = Math.min(sum.left, x)
      sum.right = Math.max(sum.right, x)
      sum.x += x
      sum.y += Math.floor(at / 4 / canvas.width)
      sum.n++
    }
    const box = canvas.getBoundingClientRect()
    const scale = box.width / canvas.width
    return {
      x: box.x + (sum.x / sum.n) * scale,
      y: box.y + (sum.y / sum.n) * scale,
      left: box.x + sum.left * scale,
      right: box.x + sum.right * scale,
    }
  }, `--level-${level}`)
}

/** How much of the page has the colour that this CSS describes. */
export async function shareOfColour(page: Page, css: string): Promise<number> {
  const wanted = await page.evaluate((colour) => {
    const probe = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!
    probe.canvas.style.color = colour
    document.body.append(probe.canvas)
    probe.fillStyle = getComputedStyle(probe.canvas).color
    probe.fillRect(0, 0, 1, 1)
    probe.canvas.remove()
    return [...probe.getImageData(0, 0, 1, 1).data]
  }, css)
  const { data, info } = await sharp(await page.screenshot())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  let found = 0
  for (let at = 0; at < data.length; at += 3)
    if ([0, 1, 2].every((part) => Math.abs((data[at + part] ?? 0) - (wanted[part] ?? 0)) < 4)) found++
  return found / (info.width * info.height)
}
