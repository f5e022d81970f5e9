import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { World } from '../../../server/worlds.ts'
import type { Doorway } from '../doorway.ts'

/** The night's world and the screens before which it is lived through. */
export interface Room {
  world: World
  operator: Page
  agencies: { dinsos: Page; dinkes: Page; pupr: Page }
  regent: Page
  wall: Page
  screens: Page[]
  /** Says events as a program that feeds the room. */
  feed: (...events: Record<string, unknown>[]) => Promise<void>
}

export const name = 'malam'

/** An hour passes in a minute; it begins a minute before the earthquake of 5 August 2018. */
export async function openRoom(door: Doorway): Promise<Room> {
  const start = Date.parse('2018-08-05T11:45:00Z')
  const world = await door.server.worlds.startExercise({ name, title: 'Malam gempa', start, rate: 60 })
  const seated = async (person: string, role: Parameters<Doorway['welcomed']>[1], path: string) => {
    const page = await door.seated(`${person}@uji.test`, role, `${path}?world=${name}&peta=mati`)
    await page.locator('main[data-link="live"]').waitFor()
    return page
  }
  const size = { viewport: { width: 1920, height: 1080 } }
  const wall = await door.opened(await door.browser.newContext(size), `/wall?world=${name}&peta=mati`)
  const operator = await seated('operator', 'operator', '/desk')
  const dinsos = await seated('dinsos', 'agency:DINSOS', '/desk')
  const dinkes = await seated('dinkes', 'agency:DINKES', '/desk')
  const pupr = await seated('pupr', 'agency:PUPR', '/desk')
  const regent = await seated('bupati', 'executive', '/')
  const key = door.server.keys.create({ name: 'masukan malam', role: 'feeder' })
  return {
    ...{ world, operator, regent, wall, agencies: { dinsos, dinkes, pupr } },
    screens: [wall, operator, dinsos, dinkes, pupr, regent],
    feed: async (...events) => {
      const answer = await fetch(`${door.server.address}/api/events?world=${name}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/cloudevents-batch+json', Authorization: `Bearer ${key}` },
        body: JSON.stringify(events.map((one) => ({ specversion: '1.0', source: '/malam/masukan', ...one }))),
      })
      expect(await answer.json()).toMatchObject({ refused: [] })
    },
  }
}

/** Every screen has folded in the whole log, and none found its copy to differ from the server's digest. */
export async function allEqual({ screens, world }: Room): Promise<void> {
  await expect
    .poll(
      async () => {
        const seen = await Promise.all(screens.map((page) => page.locator('main').getAttribute('data-seq')))
        return seen.every((seq) => Number(seq) === world.present.seq)
      },
      { timeout: 120_000 },
    )
    .toBe(true)
  for (const page of screens) {
    expect(await page.locator('main').getAttribute('data-epoch')).toBe(world.log.epoch)
    expect(Number((await page.locator('main').getAttribute('data-differed')) ?? 0)).toBe(0)
  }
}
