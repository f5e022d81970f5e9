import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findBrowser, launchBrowser, openBrowser } from '../browser.ts'
import { line, type Line } from '../soak/cut.ts'
import { atSeq, incident, linkOf, openStage, seqOf, type Stage } from './stage.ts'

const missing = findBrowser() === undefined
const suite = test.skipIf(missing)
let browser: Browser
let stage: Stage
let wire: Line

beforeAll(async () => {
  if (missing) return
  browser = await openBrowser()
  stage = await openStage()
  wire = await line(stage.server.address)
})
afterAll(async () => {
  await browser?.close()
  wire?.close()
  await stage?.end()
})

/** Notes every moment at which the wall had nothing to show. */
async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen = { blanks: 0 }
    Object.assign(globalThis, { seen })
    new MutationObserver(() => {
      if (!document.querySelector('main .tile')) seen.blanks++
    }).observe(document.body, { childList: true, subtree: true })
  })
}

const blanks = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { seen: { blanks: number } }).seen.blanks)

suite(
  'a line that is cut again and again: the wall comes back each time by its position, and is never blank',
  async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } })
    let snapshots = 0
    page.on('websocket', (socket) =>
      socket.on(
        'framereceived',
        ({ payload }) => void (String(payload).startsWith('42["snapshot"') && snapshots++),
      ),
    )
    await page.goto(`${wire.address}/wall?peta=mati`)
    await stage.tell(incident('awal', 'Banjir di Kuta'))
    await atSeq(page, seqOf(stage))
    await watch(page)
    const first = snapshots
    for (let time = 0; time < 5; time++) {
      const cut = wire.cut(150)
      await stage.tell(incident(`putus-${time}`, `Kejadian saat terputus ${time}`))
      await cut
      await atSeq(page, seqOf(stage))
    }
    expect(await blanks(page)).toBe(0)
    expect(snapshots).toBe(first)
    await page.close()
  },
)

suite('when the network is back the wall does not wait for its next attempt', async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } })
  // Once it is patient, an attempt later than half a second is minutes away.
  await page.addInitScript(() => {
    const timer = setTimeout
    const later = (act: () => void, ms = 0) => timer(act, 'patient' in globalThis && ms > 500 ? 600_000 : ms)
    Object.assign(globalThis, { setTimeout: later })
  })
  await page.goto(`${wire.address}/wall?peta=mati`)
  await expect.poll(() => linkOf(page)).toBe('live')
  const cut = wire.cut(8_000)
  await expect.poll(() => linkOf(page)).toBe('lost')
  await page.evaluate(() => Object.assign(globalThis, { patient: true }))
  await cut
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await expect.poll(() => linkOf(page)).toBe('live')
  await page.close()
})

suite(
  'a machine that slept opens a new connection, and takes its wake lock again once it is seen',
  async () => {
    // The shell has no wake lock.
    const whole = await launchBrowser()
    const page = await whole.newPage({ viewport: { width: 1280, height: 720 }, serviceWorkers: 'block' })
    await page.addInitScript(() => {
      const locks: WakeLockSentinel[] = []
      const request = navigator.wakeLock.request.bind(navigator.wakeLock)
      navigator.wakeLock.request = async (type) => {
        const lock = await request(type)
        locks.push(lock)
        return lock
      }
      Object.assign(globalThis, { locks })
    })
    let sockets = 0
    page.on('websocket', () => void sockets++)
    await page.goto(`${stage.server.address}/wall?peta=mati`)
    await expect.poll(() => linkOf(page)).toBe('live')
    const awake = () => page.evaluate(() => document.documentElement.dataset.awake)
    await expect.poll(awake).toBe('yes')
    // The browser takes the lock of a page that is hidden.
    await page.evaluate(() =>
      (globalThis as unknown as { locks: WakeLockSentinel[] }).locks.at(-1)?.release(),
    )
    await expect.poll(awake).toBe('no')
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await expect.poll(awake).toBe('yes')
    expect(sockets).toBe(1)
    // Sleep: the clock on the wall has gone on, and nothing else.
    await page.evaluate(() => {
      const before = Date.now.bind(Date)
      Date.now = () => before() + 60_000
    })
    await expect.poll(() => sockets).toBe(2)
    await expect.poll(() => linkOf(page)).toBe('live')
    await whole.close()
  },
)
