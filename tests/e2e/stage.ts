import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { readConfig } from '../../server/config.ts'
import type { Parts } from '../../server/parts.ts'
import { startServer } from '../../server/server.ts'

/** A real server on a folder of its own, and what tests do with it. */
export interface Stage {
  server: Parts
  dataDir: string
  /** Tells the server structured CloudEvents as its operator's command does; answers the status. */
  tell: (...events: Record<string, unknown>[]) => Promise<number>
  /** Stops the server; the same folder and port are kept for `start`. */
  stop: () => Promise<void>
  start: () => Promise<void>
  /** A page of it that fails the test when the content security policy is broken or another host is asked. */
  open: (browser: Browser, path: string, size?: { width: number; height: number }) => Promise<Page>
  end: () => Promise<void>
}

export async function openStage({
  real = true,
  env = {},
}: { real?: boolean; env?: Record<string, string> } = {}): Promise<Stage> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ruang-e2e-'))
  let port = '0'
  // What one page has loaded the next one finds.
  let context: BrowserContext | undefined
  const start = () =>
    startServer(readConfig({ DATA_DIR: dataDir, PORT: port, FEEDS: 'off', LOG_LEVEL: 'silent', ...env }), {
      real,
      pageRole: 'operator',
    })
  const stage: Stage = {
    server: await start(),
    dataDir,
    tell: async (...events) => {
      const body = JSON.stringify(events.map((event) => ({ specversion: '1.0', ...event })))
      const headers = {
        'Content-Type': 'application/cloudevents-batch+json',
        Authorization: `Bearer ${stage.server.doors.startToken}`,
      }
      return (await fetch(`${stage.server.address}/api/events`, { method: 'POST', headers, body })).status
    },
    stop: async () => {
      port = new URL(stage.server.address).port
      await stage.server.close()
    },
    start: async () => {
      stage.server = await start()
    },
    open: async (browser, path, size) => {
      context ??= await browser.newContext({ locale: 'en-US', timezoneId: 'America/New_York' })
      context.once('close', () => (context = undefined))
      return openPage(context, `${stage.server.address}${path}`, size)
    },
    end: async () => {
      await stage.server.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
  return stage
}

async function openPage(
  context: BrowserContext,
  url: string,
  size = { width: 1280, height: 720 },
): Promise<Page> {
  const page = await context.newPage()
  await page.setViewportSize(size)
  const { host } = new URL(url)
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) throw new Error(message.text())
  })
  page.on('pageerror', (error) => {
    throw error
  })
  page.on('request', (request) => {
    const asked = new URL(request.url())
    if (/^(https?|wss?):$/.test(asked.protocol) && asked.host !== host)
      throw new Error(`another host: ${asked.href}`)
  })
  await page.goto(url)
  return page
}

/** Waits until the page has folded in, and put into the DOM, everything up to `seq`. */
export async function atSeq(page: Page, seq: number): Promise<void> {
  await expect
    .poll(() => page.locator('main').getAttribute('data-seq').then(Number))
    .toBeGreaterThanOrEqual(seq)
}

export async function linkOf(page: Page): Promise<string | null> {
  return page.locator('main').getAttribute('data-link')
}

export const now = (): string => new Date().toISOString()

export function incident(id: string, title: string, level = 2): Record<string, unknown> {
  const geometry = { type: 'Point', coordinates: [116.285, -8.885] }
  const data = { hazard: 'banjir', level, title, geometry }
  return { id: `${id}-reported`, source: '/test', type: 'incident.reported', subject: id, time: now(), data }
}

/** The newest seq of the stage's only or real world. */
export const seqOf = (stage: Stage): number => stage.server.worlds.find()?.present.seq ?? -1
