import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { atSeq, incident, now, seqOf, type Stage } from './stage.ts'
import { onStage, suite } from './opening.ts'

let browser: Browser
let stage: Stage

onStage((opened) => ({ browser, stage } = opened))

/** What moved by itself since the page was asked to watch: the sum of https://wicg.github.io/layout-instability/ and what. */
const watch = (page: Page) =>
  page.evaluate(() => {
    interface Shift extends PerformanceEntry {
      value: number
      sources?: { node?: Node | null }[]
    }
    const moved: string[] = []
    Object.assign(globalThis, { moved })
    const nameOf = (node: Node | null | undefined) =>
      node instanceof Element ? node.outerHTML.slice(0, 200) : String(node?.textContent)
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as Shift[]) {
        const nodes = entry.sources?.map(({ node }) => node) ?? []
        moved.push(`${entry.value.toFixed(4)} ${nodes.map(nameOf).join(', ')}`)
      }
    }).observe({ type: 'layout-shift', buffered: false })
  })

const declared = (id: string, owner: string) => {
  const data = { owner, everySeconds: 60, lateAfterSeconds: 300, title: `Sumber ${owner}` }
  return { id, source: '/test', type: 'source.declared', subject: id, time: now(), data }
}

suite('no tile and no row of one moves by itself while events come in', async () => {
  const page = await stage.open(browser, '/wall?peta=mati', { width: 1920, height: 1080 })
  await stage.tell(declared('bpbd', 'BPBD'), incident('awal', 'Banjir di Kuta'))
  await atSeq(page, seqOf(stage))
  await page.waitForTimeout(1_500)
  await watch(page)
  await stage.tell(declared('bmkg-cap', 'BMKG'))
  for (let time = 0; time < 12; time++) {
    await stage.tell(incident(`ramai-${time}`, `Banjir ke-${time} di Pujut`, time % 4))
    await page.waitForTimeout(100)
  }
  await atSeq(page, seqOf(stage))
  expect(await page.evaluate(() => (globalThis as unknown as { moved: string[] }).moved)).toEqual([])
  await page.close()
})
