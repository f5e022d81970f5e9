import type { Page } from 'playwright-core'
import { launchBrowser } from '../../browser.ts'
import type { Figure } from '../figure.ts'
import { later, product } from '../room.ts'

const seconds = 5
/** Changes of scene that are looked at in a repeat. */
const looked = 4

const wall = {
  ...{ id: 'utama', name: 'Dinding', rows: 2, columns: 2, bezel: 10 },
  playlist: ['hari-biasa', 'rakor'].map((scene) => ({ scene, seconds })),
}

/** Notes in the page when each change of scene stood in the DOM, by the machine's one clock. */
const listen = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const changes: number[] = []
    const look = () => document.querySelector('[data-scene]')?.getAttribute('data-scene')
    let before = look()
    new MutationObserver(() => {
      if (look() !== before) changes.push(Date.now())
      before = look()
    }).observe(document.body, { subtree: true, childList: true, attributeFilter: ['data-scene'] })
    Object.assign(globalThis, { changes })
  })

const changesOf = (page: Page): Promise<number[]> =>
  page.evaluate(() => (globalThis as unknown as { changes: number[] }).changes)

/** How far apart four screens of one wall change their scene, without maps: drawing them in software would decide it. */
export async function grid(repeats: number): Promise<Figure[]> {
  const server = await product()
  const setting = {
    ...{ specversion: '1.0', id: 'grid', source: '/bench', type: 'setting.changed', subject: 'walls' },
    data: { key: 'walls', value: [wall] },
  }
  const headers = { authorization: `Bearer ${server.admin}`, 'content-type': 'application/cloudevents+json' }
  const told = await fetch(`${server.address}/api/events`, {
    ...{ method: 'POST', headers, body: JSON.stringify(setting) },
  })
  if (told.status !== 201) throw new Error(`the wall was not taken: ${told.status}`)
  const browser = await launchBrowser()
  const values: number[] = []
  for (let repeat = 0; repeat < repeats; repeat++) {
    const pages = await Promise.all(
      [1, 2, 3, 4].map(async (screen) => {
        const page = await browser.newPage({ viewport: { width: 1280, height: 720 } })
        await page.goto(`${server.address}/wall?dinding=utama&layar=${screen}&peta=mati`)
        await page.locator('main[data-link=live]').waitFor({ timeout: 30_000 })
        return page
      }),
    )
    // Two beats: from then on a page knows how quick a message can be.
    await later(12_000)
    await Promise.all(pages.map(listen))
    await later((looked + 1) * seconds * 1_000)
    const all = await Promise.all(pages.map(changesOf))
    const slots = all[0]!.slice(0, looked).map((first) =>
      all.map((changes) => {
        const near = changes.find((at) => Math.abs(at - first) < (seconds * 1_000) / 2)
        if (near === undefined) throw new Error('a screen kept its scene when the others changed')
        return near
      }),
    )
    values.push(Math.max(...slots.map((at) => Math.max(...at) - Math.min(...at))))
    await Promise.all(pages.map((page) => page.close()))
  }
  await browser.close()
  await server.child.kill()
  const note = `the worst of ${looked} changes each`
  return [{ figure: 'scene change, 2×2 screens: apart', unit: 'ms', values, target: { most: 100 }, note }]
}
