import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findBrowser, openBrowser } from '../browser.ts'
import { tinyPmtiles } from '../fixtures/tiny-pmtiles.ts'
import { painted } from './painted.ts'
import { openStage } from './stage.ts'

const missing = findBrowser() === undefined
const suite = test.skipIf(missing)
const folder = mkdtempSync(join(tmpdir(), 'ruang-basemap-'))
let browser: Browser

beforeAll(async () => {
  if (!missing) browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
})

suite(
  'a basemap that was configured lies under what happens; where it cannot be read the map says so',
  async () => {
    const file = join(folder, 'tiny.pmtiles')
    // The tile that holds most of the region, all water: its land is not to be seen any more.
    writeFileSync(file, tinyPmtiles(8, 210, 134))
    const drowned = await openStage({ env: { BASEMAP: file } })
    const broken = await openStage({ env: { BASEMAP: join(folder, 'none.pmtiles') } })
    const size = { width: 1280, height: 720 }
    const without = await broken.open(browser, '/wall', size)
    await expect.poll(() => without.getByText('Peta dasar tidak terbaca').count()).toBe(1)
    await expect.poll(async () => (await painted(without)).land, { interval: 500 }).toBeGreaterThan(0.04)
    const page = await drowned.open(browser, '/wall', size)
    await expect.poll(() => page.locator('main').getAttribute('data-map-seq')).toBeTruthy()
    // Land that is drawn before its water would be seen by now.
    await page.waitForTimeout(2_000)
    await expect.poll(async () => (await painted(page)).land, { interval: 500 }).toBeLessThan(0.02)
    expect(await page.getByText('Peta dasar tidak terbaca').count()).toBe(0)
    await Promise.all([drowned.end(), broken.end()])
  },
)
