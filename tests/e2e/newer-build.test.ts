import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findBrowser, openBrowser } from '../browser.ts'
import { altered, type Altered } from './altered.ts'
import { atSeq, incident, linkOf, now, openStage, seqOf, type Stage } from './stage.ts'

const missing = findBrowser() === undefined
const suite = test.skipIf(missing)
let browser: Browser
let stage: Stage
let front: Altered

beforeAll(async () => {
  if (missing) return
  browser = await openBrowser({ serviceWorkers: 'allow' })
  stage = await openStage()
  front = await altered(stage.server.address)
})
afterAll(async () => {
  await browser?.close()
  front?.close()
  await stage?.end()
})

/** Marks the document, and counts the moments at which the wall had nothing to show. */
const watch = (page: Page) =>
  page.evaluate(() => {
    const seen = { blanks: 0 }
    Object.assign(globalThis, { seen })
    new MutationObserver(() => {
      if (!document.querySelector('main [data-tile]')) seen.blanks++
    }).observe(document.body, { childList: true, subtree: true })
  })
/** undefined once it is another document. */
const blanks = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { seen?: { blanks: number } }).seen?.blanks)

suite(
  'a newer service worker takes over under a running wall, which is not loaded anew and never blank',
  async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } })
    await page.goto(`${front.address}/wall?peta=mati`)
    await stage.tell(incident('awal', 'Banjir di Kuta', 1))
    await atSeq(page, seqOf(stage))
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true)
    const shells = () =>
      page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('shell-')).length)
    expect(await shells()).toBe(1)
    await watch(page)
    front.alter.set('/service-worker.js', (text) => text.replace(/(version"?:\s*["'`])/, '$1baru-'))
    await page.evaluate(async () => {
      const changed = new Promise((done) =>
        navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }),
      )
      await (await navigator.serviceWorker.getRegistration())?.update()
      await changed
    })
    await expect.poll(shells).toBe(2)
    await stage.tell(incident('kedua', 'Banjir di Pujut', 1))
    await atSeq(page, seqOf(stage))
    expect(await blanks(page)).toBe(0)
    expect(await linkOf(page)).toBe('live')
    await page.close()
  },
)

suite(
  'a newer build waits while something is at Awas, and is loaded at the first quiet moment',
  { timeout: 120_000 },
  async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } })
    await stage.tell(incident('gawat', 'Tsunami di Kuta', 3))
    // Minutes become seconds, and nobody's chance is long.
    await page.addInitScript(() => {
      const interval = globalThis.setInterval
      const sooner = (ms = 0) => (ms > 10_000 ? ms / 100 : ms)
      Object.assign(globalThis, { setInterval: (act: () => void, ms?: number) => interval(act, sooner(ms)) })
      Math.random = () => 0
    })
    await page.goto(`${front.address}/wall?peta=mati`)
    await atSeq(page, seqOf(stage))
    await watch(page)
    let asked = 0
    front.alter.set('/index.html', (text) => {
      asked++
      return text.replace(/\/assets\/index-/, '/assets/index-baru-')
    })
    await expect.poll(() => asked).toBeGreaterThan(0)
    await page.waitForTimeout(2_500)
    expect(await blanks(page)).toBe(0)
    const about = { source: '/test', type: 'incident.resolved', subject: 'gawat', time: now() }
    expect(await stage.tell({ ...about, id: 'gawat-selesai', data: { note: 'Aman' } })).toBe(201)
    await expect.poll(() => blanks(page).catch(() => 0)).toBeUndefined()
    // Cleared before, a last look at the build would find nothing newer.
    front.alter.clear()
    await expect.poll(() => linkOf(page).catch(() => '')).toBe('live')
    await page.close()
  },
)
