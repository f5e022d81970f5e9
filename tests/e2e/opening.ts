import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { findBrowser, openBrowser } from '../browser.ts'
import { openDoorway, type Doorway } from './doorway.ts'
import { openStage, type Stage } from './stage.ts'

const missing = findBrowser() === undefined

/** A test of pages; skipped where there is no browser. */
export const suite = test.skipIf(missing)

/** Hands a file's tests a stage and the browser before it, and ends both after them. */
export function onStage(
  take: (opened: { browser: Browser; stage: Stage }) => unknown,
  options?: Parameters<typeof openStage>[0],
): void {
  let opened: { browser: Browser; stage: Stage } | undefined
  beforeAll(async () => {
    if (missing) return
    opened = { browser: await openBrowser(), stage: await openStage(options) }
    await take(opened)
  })
  afterAll(async () => {
    await opened?.browser.close()
    await opened?.stage.end()
  })
}

/** Hands a file's tests an installation with its doors shut, and ends it after them. */
export function atDoorway(
  take: (doorway: Doorway) => unknown,
  wanted?: Parameters<typeof openDoorway>[0],
): void {
  let doorway: Doorway | undefined
  beforeAll(async () => {
    if (missing) return
    doorway = await openDoorway(wanted)
    await take(doorway)
  })
  afterAll(() => doorway?.end())
}
