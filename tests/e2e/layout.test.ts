import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { atSeq, seqOf, type Stage } from './stage.ts'
import { worstDay } from './worst-day.ts'
import { onStage, suite } from './opening.ts'

/** The map is drawn at one of them, and colours looked at on wall and phone: both take seconds, and change little with size. */
const sizes = [
  { width: 1920, height: 1080, map: true, colours: true },
  { width: 3840, height: 2160, map: false, colours: false },
  { width: 3840, height: 1080, map: false, colours: false },
  { width: 1080, height: 1920, map: false, colours: false },
  { width: 1180, height: 820, map: false, colours: false },
  { width: 820, height: 1180, map: false, colours: false },
  { width: 390, height: 844, map: false, colours: true },
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

/** Texts that are cut off or stand outside their box or the window, by what they say; `whole`: an ellipsis is a cut, too. */
function clipped(page: Page, whole: boolean): Promise<string[]> {
  return page.evaluate((ellipsisCuts) => {
    const found: string[] = []
    for (const element of document.querySelectorAll('main *')) {
      const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim())
      if (!own || element.closest('.maplibregl-map')) continue
      const style = getComputedStyle(element)
      if (style.visibility === 'hidden' || element.closest('[hidden], .visually-hidden')) continue
      const box = element.getBoundingClientRect()
      if (box.width < 2 || box.height < 2) continue
      const ellipsis = style.textOverflow === 'ellipsis' && !ellipsisCuts
      const cuts = (overflow: string) => overflow === 'hidden' || (overflow === 'clip' && ellipsisCuts)
      const tooHigh = element.scrollHeight > element.clientHeight + 3 && cuts(style.overflowY)
      const tooWide = element.scrollWidth > element.clientWidth + 1 && cuts(style.overflowX) && !ellipsis
      if (box.right > innerWidth + 1 || box.left < -1 || tooHigh || tooWide)
        found.push(element.textContent ?? '')
    }
    return found
  }, whole)
}

/** Facts of the headline that are seen in part only. */
function begun(page: Page): Promise<string[]> {
  return page.locator('[data-tile=headline] .fact').evaluateAll((facts) =>
    facts
      .filter((fact) => {
        const box = fact.parentElement?.getBoundingClientRect() ?? new DOMRect()
        const cut = ({ bottom, right }: DOMRect) => bottom > box.bottom + 3 || right > box.right + 1
        return [...fact.getClientRects()].some(cut)
      })
      .map(({ textContent }) => textContent ?? ''),
  )
}

/** What axe-core calls serious or critical. */
async function serious(page: Page, colours: boolean): Promise<string[]> {
  await page.evaluate(axe.source)
  return page.evaluate(async (enabled) => {
    const { violations } = await (window as unknown as { axe: typeof import('axe-core') }).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'],
      rules: { 'color-contrast': { enabled } },
    })
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
  }, colours)
}

for (const { map, colours, ...size } of sizes) {
  const name = `${size.width}×${size.height}`
  const title = 'on the worst day nothing is cut off, all can be read, and the first screen says what matters'
  suite(`${title}: ${name}`, async () => {
    const page = await stage.open(browser, map ? '/wall' : '/wall?peta=mati', size)
    await atSeq(page, seqOf(stage))
    expect(await page.locator('main').textContent()).toContain('GLADI')
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    )
    // The tiles measure their room once the type has come: what counts is the picture that stays.
    await page.evaluate(() => document.fonts.ready.then(() => undefined))
    // A phone scrolls: there every word is whole.
    await expect.poll(() => clipped(page, size.width < 600)).toEqual([])

    expect(await begun(page)).toEqual([])

    const level = page.locator('[data-tile=headline] .level')
    const first = page.locator('[data-tile=incidents] article').first()
    for (const part of [level, page.locator('[data-tile=headline] dl'), first]) {
      const box = await part.boundingBox()
      expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThanOrEqual(size.height)
    }
    const said = await first.innerText()
    expect(said).toMatch(/tugas \d+\/\d+/)
    expect(said).toMatch(/BPBD/)
    expect(said).toMatch(/(lalu|baru saja)/)

    expect(await serious(page, colours)).toEqual([])
    if (size.width < 600) {
      // What stays in sight on a phone never covers that this is an exercise.
      const other = await stage.open(browser, '/', size)
      await other.getByRole('button', { name: 'Kecamatan' }).click()
      const top = () => document.elementFromPoint(40, 8)?.closest('[role=note]')?.textContent ?? ''
      await expect.poll(() => other.evaluate(() => scrollY)).toBeGreaterThan(200)
      expect(await other.evaluate(top)).toContain('GLADI')
      await other.close()
    }
    if (colours) {
      await page.evaluate(() => (document.documentElement.dataset.theme = 'light'))
      expect(await serious(page, true)).toEqual([])
    }
    await page.close()
  })
}
