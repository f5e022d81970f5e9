import type { Page } from 'playwright-core'
import sharp from 'sharp'

/** How much of the page has the colour of the region's land, and how many pixels of marks are drawn. */
export async function painted(page: Page): Promise<{ land: number; marks: number }> {
  const { region, marks } = await page.evaluate(() => {
    const probe = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!
    probe.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--map-region')
    probe.fillRect(0, 0, 1, 1)
    const canvas = document.querySelector<HTMLCanvasElement>('main canvas.marks')
    const data = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
    let drawn = 0
    for (let at = 3; at < data.length; at += 4) if ((data[at] ?? 0) > 0) drawn++
    return { region: [...probe.getImageData(0, 0, 1, 1).data], marks: drawn }
  })
  const { data, info } = await sharp(await page.screenshot())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  let land = 0
  for (let at = 0; at < data.length; at += 3) {
    if ([0, 1, 2].every((part) => Math.abs((data[at + part] ?? 0) - (region[part] ?? 0)) < 4)) land++
  }
  return { land: land / (info.width * info.height), marks }
}
