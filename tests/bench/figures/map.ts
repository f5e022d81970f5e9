import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { createServer } from 'vite'
import { launchBrowser } from '../../browser.ts'
import { median, type Figure } from '../figure.ts'
import type { Measured } from '../map/page.ts'

const project = join(import.meta.dirname, '..', '..', '..')
const rounds = 7

/** The page in which the map is measured, with the sources as they stand, on a port of its own. */
async function mapPage(): Promise<{ page: Page; close: () => Promise<void> }> {
  const cacheDir = await mkdtemp(join(tmpdir(), 'bench-map-'))
  const server = await createServer({
    configFile: false,
    root: join(project, 'tests', 'bench', 'map'),
    publicDir: join(project, 'public'),
    cacheDir,
    logLevel: 'error',
    worker: { format: 'es' },
    define: { __FOLD__: '"bench"' },
    server: { host: '127.0.0.1', port: 0, fs: { strict: false }, hmr: false, watch: null },
  })
  await server.listen()
  const browser = await launchBrowser()
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } })
  const close = async () => {
    await browser.close()
    await server.close()
    await rm(cacheDir, { recursive: true, force: true })
  }
  try {
    await page.goto(server.resolvedUrls?.local[0] ?? '')
    await page.waitForFunction(() => 'measureMap' in globalThis, undefined, { timeout: 90_000 })
  } catch (error) {
    await close()
    throw error
  }
  return { page, close }
}

/** The map: from a change that came in until it is drawn, among few and many points, in software drawing. */
export async function map(repeats: number): Promise<Figure[]> {
  const { page, close } = await mapPage()
  const found = new Map<number, { ours: number[]; setData: number[] }>()
  try {
    for (let repeat = 0; repeat < repeats; repeat++) {
      for (const open of [100, 10_000, 100_000]) {
        const measured = await page.evaluate(
          ([count = 0, times = 0]) =>
            (globalThis as unknown as { measureMap: (o: number, r: number) => Promise<Measured> }).measureMap(
              count,
              times,
            ),
          [open, rounds],
        )
        const all = found.get(open) ?? { ours: [], setData: [] }
        all.ours.push(median(measured.ours))
        all.setData.push(median(measured.setData))
        found.set(open, all)
      }
    }
  } finally {
    await close()
  }
  const of = (open: number) => found.get(open) ?? { ours: [], setData: [] }
  const among = (open: number, most: number): Figure => ({
    figure: `map: from an event to its drawing, among ${open.toLocaleString('en')} items`,
    unit: 'ms',
    yardstick: 'setData of all points',
    values: of(open).ours,
    yardsticks: of(open).setData,
    target: { most },
  })
  return [
    among(10_000, 1 / 4),
    among(100_000, 1 / 10),
    {
      figure: 'map: time per update among 10,000 items',
      unit: 'ms',
      yardstick: 'among 100 items',
      values: of(10_000).ours,
      yardsticks: of(100).ours,
      target: { most: 1.5 },
    },
  ]
}
