import type { Page } from 'playwright-core'
import { defaultScenes, defaultWalls } from '../../shared/default-scenes.ts'
import type { NewEvent } from '../../shared/events/types.ts'
import type { Figure } from '../bench/figure.ts'
import { later, product, tell, type Served } from '../bench/room.ts'
import { launchBrowser } from '../browser.ts'
import { line } from './cut.ts'
import { courses, hotspots, ordinary } from './days.ts'
import { weigh } from './weight.ts'

const warmUp = 8_000
/** Of these so many hotspots, so that the bounded list of observations is full from the beginning, as the courses are. */
const observed = 2_000
const batch = 250
const few = 40
const cuts = 50
const losses = 3
const sceneChanges = 40
const sizes = [
  { width: 1920, height: 1080 },
  { width: 1080, height: 1920 },
  { width: 1180, height: 820 },
]

const seqOf = (page: Page) => page.locator('main').getAttribute('data-seq').then(Number)
const headOf = async ({ child }: Served) => (await child.ask<{ seq: number }>('position')).seq

/** Waits until the page has painted all that the server has; answers how far it still is behind. */
async function settle(page: Page, server: Served, patienceMs = 60_000): Promise<number> {
  const until = performance.now() + patienceMs
  for (;;) {
    const behind = (await headOf(server)) - (await seqOf(page))
    if (behind === 0 || performance.now() > until) return behind
    await later(250)
  }
}

let directed = 0

/** A director sends a scene to every screen. */
function direct(turn: number): NewEvent {
  const scene = defaultScenes[turn % defaultScenes.length]?.id
  const until = new Date(Date.now() + 3_600_000).toISOString()
  const value = defaultWalls.map((wall) => ({ ...wall, sent: [{ screen: 0, scene, until }] }))
  const about = { specversion: '1.0', id: `tayang-${++directed}`, source: '/uji', subject: 'walls' } as const
  const data = { key: 'walls', value }
  return { ...about, type: 'setting.changed', time: new Date().toISOString(), data } as NewEvent
}

/** Takes the map's graphics away as a driver does, and gives them back. */
const loseMap = (page: Page): Promise<boolean> =>
  page.evaluate(async () => {
    const canvas = document.querySelector<HTMLCanvasElement>('main canvas')
    const context = canvas?.getContext('webgl2')?.getExtension('WEBGL_lose_context')
    context?.loseContext()
    await new Promise((resume) => setTimeout(resume, 500))
    context?.restoreContext()
    return context !== undefined && context !== null
  })

/** A day's work in one page of Chromium: `count` events, links cut, sizes and scenes changed, graphics lost. */
export async function pageDay(count: number, seed: number, say: (text: string) => void): Promise<Figure[]> {
  const server = await product()
  const wire = await line(server.address)
  const browser = await launchBrowser('--enable-precise-memory-info')
  const page = await browser.newPage({ viewport: sizes[0]! })
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  const cdp = await page.context().newCDPSession(page)
  const full = [...hotspots(observed, seed), ...courses()]
  const events: NewEvent[] = [...full, ...ordinary(warmUp - full.length + count, seed)]
  const put = async (some: NewEvent[]) => {
    await tell(
      server,
      some.map((event) => JSON.stringify(event)),
    )
  }
  await page.goto(`${wire.address}/wall`)
  await page.locator('main canvas').first().waitFor({ timeout: 60_000 })
  // The first come a few at a time, and all that will happen happens among them, so that what is made once is made: code
  // that V8 compiles when it has run often is the most of it.
  for (let turn = 0; events.length > count; turn++) {
    await put(events.splice(0, Math.min(few, events.length - count)))
    if (turn % 4 === 0) await put([direct(directed)])
    if (turn % 20 === 0) await page.setViewportSize(sizes[(turn / 20) % sizes.length]!)
    if (turn % 60 === 30) await Promise.all([loseMap(page), wire.cut(500)])
    await later(250)
  }
  await page.setViewportSize(sizes[0]!)
  await put([direct(0)])
  await settle(page, server)
  const before = await weigh(cdp)
  const batches = Math.ceil(events.length / batch)
  let lost = 0
  for (let at = 0; at < batches; at++) {
    await put(events.splice(0, batch))
    const due = (times: number) =>
      Math.floor(((at + 1) * times) / batches) > Math.floor((at * times) / batches)
    if (due(cuts)) void wire.cut(200 + (at % 5) * 300)
    if (due(losses) && (await loseMap(page))) lost++
    if (due(sceneChanges)) await put([direct(directed)])
    if (due(sizes.length * 10)) await page.setViewportSize(sizes[at % sizes.length]!)
    if (at % 40 === 0)
      say(`page: ${(at + 1) * batch} events, seq ${await seqOf(page)} of ${await headOf(server)}`)
    await later(250)
  }
  await put([direct(0)])
  await page.setViewportSize(sizes[0]!)
  const behind = await settle(page, server)
  const after = await weigh(cdp)
  const link = await page.locator('main').getAttribute('data-link')
  const differed = Number(await page.locator('main').getAttribute('data-differed'))
  await browser.close()
  wire.close()
  await server.child.kill()
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1)
  const times = `${count} events, ${cuts} cuts, ${sceneChanges} scenes, ${lost} graphics lost`
  return [
    {
      figure: 'page: heap at the end against that after 8,000 events',
      unit: 'times',
      values: [after.heap / before.heap],
      target: { most: 1.1 },
      note: `${megabytes(before.heap)} → ${megabytes(after.heap)} MB; ${times}`,
    },
    {
      figure: 'page: the same without the code that V8 compiled',
      unit: 'times',
      values: [(after.heap - after.code) / (before.heap - before.code)],
      target: { most: 1.1 },
      note: `code ${megabytes(before.code)} → ${megabytes(after.code)} MB`,
    },
    {
      figure: 'page: DOM nodes at the end against those after 8,000 events',
      unit: 'times',
      values: [after.nodes / before.nodes],
      target: { most: 1.1 },
      note: `${before.nodes} → ${after.nodes}; listeners ${before.listeners} → ${after.listeners}`,
    },
    {
      figure: 'page: events not painted, copies that differed, errors, graphics not lost, not live',
      unit: 'things wrong',
      values: [behind + differed + faults.length + (losses - lost) + (link === 'live' ? 0 : 1)],
      target: { most: 0 },
      note: faults.slice(0, 3).join('; '),
    },
  ]
}
