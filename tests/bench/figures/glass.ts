import type { Page } from 'playwright-core'
import { launchBrowser } from '../../browser.ts'
import { templates } from '../events.ts'
import { median, type Figure } from '../figure.ts'
import { fresh, later, product, type Served } from '../room.ts'

const count = 60
const tickMs = 50
const frames = 3

interface Answered {
  recorded: { seq: number }[]
}

/** Tells one event; answers its seq and when it was posted and answered, ms of one clock. */
async function post(
  { address, feeder }: Served,
  text: string,
): Promise<{ seq: number; posted: number; known: number }> {
  const posted = Date.now()
  const answer = await fetch(`${address}/api/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${feeder}`, 'content-type': 'application/cloudevents+json' },
    body: text,
  })
  const { recorded } = (await answer.json()) as Answered
  return { seq: recorded[0]?.seq ?? 0, posted, known: Date.now() }
}

/** Notes in the page when each seq came by the socket and when it stood in data-seq; the page's clock is ours. */
const listen = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const seen: [number, number][] = []
    const main = document.querySelector('main')
    if (!main) throw new Error('no main')
    new MutationObserver(() => seen.push([Number(main.dataset.seq), Date.now()])).observe(main, {
      attributeFilter: ['data-seq'],
    })
    Object.assign(globalThis, { seenSeqs: seen })
  })

/** The milliseconds of a frame of this page while nothing happens. */
const frameOf = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((answer) => {
        const begun = performance.now()
        let drawn = 0
        const frame = () =>
          ++drawn < 60 ? requestAnimationFrame(frame) : answer((performance.now() - begun) / 60)
        requestAnimationFrame(frame)
      }),
  )

/** From POST to glass: until an event stands in the page and has seen a frame, one by one, map and all. */
export async function glass(repeats: number): Promise<Figure[]> {
  const server = await product()
  const browser = await launchBrowser()
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } })
  await page.goto(`${server.address}/wall`)
  await page.locator('main[data-link=live]').waitFor({ timeout: 30_000 })
  await later(3_000)
  await listen(page)
  const texts = templates()
  const [values, allowed]: [number[], number[]] = [[], []]
  for (let repeat = 0; repeat < repeats; repeat++) {
    const frame = await frameOf(page)
    const told: Awaited<ReturnType<typeof post>>[] = []
    for (let at = 0; at < count; at++) {
      told.push(await post(server, fresh(texts, 1)[0]!))
      await later(80 + (at % 7) * 13)
    }
    await later(1_000)
    const seen = await page.evaluate(
      () => (globalThis as unknown as { seenSeqs: [number, number][] }).seenSeqs,
    )
    const took = told.flatMap(({ seq, posted }) => {
      const painted = seen.find(([shown]) => shown >= seq)
      return painted ? [painted[1] - posted] : []
    })
    if (took.length < count) throw new Error(`${count - took.length} events never reached the page`)
    values.push(median(took))
    allowed.push(median(told.map(({ posted, known }) => known - posted)) + tickMs + frames * frame)
  }
  await browser.close()
  await server.child.kill()
  return [
    {
      figure: 'POST to data-seq in Chromium, median',
      unit: 'ms',
      yardstick: `recording + the tick + ${frames} frames of the page`,
      values,
      yardsticks: allowed,
      target: { most: 1 },
    },
  ]
}
