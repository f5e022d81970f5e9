import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import type { Role } from '../../server/access/caller.ts'
import { readConfig } from '../../server/config.ts'
import type { Parts } from '../../server/parts.ts'
import { startServer } from '../../server/server.ts'
import { passwords } from '../http/running.ts'
import { keptBrowser, openBrowser } from '../browser.ts'

export const password = 'kata sandi yang panjang'

/** A real installation with its doors shut, and the browsers before them. */
export interface Doorway {
  readonly server: Parts
  browser: Browser
  /** Breaches of the content security policy, errors of pages, requests to other hosts. */
  faults: string[]
  /** Stops the server and starts it again on the same folder and port. */
  restart: () => Promise<void>
  /** Stops the server; the same folder and port are kept for `start`. */
  stop: () => Promise<void>
  start: () => Promise<void>
  opened: (context: BrowserContext, path: string) => Promise<Page>
  /** The browser of a kiosk, which keeps its cookies in a folder as a real one does. */
  kiosk: () => Promise<BrowserContext>
  /** Opens a one-time link and sets the password, as a person does: stands before the home of the role. */
  welcomed: (email: string, role: Role) => Promise<Page>
  /** The browser of somebody who did so before. */
  joined: (email: string, role: Role, more?: BrowserContextOptions) => Promise<BrowserContext>
  /** Such a person before the page of a path. */
  seated: (email: string, role: Role, path: string) => Promise<Page>
  end: () => Promise<void>
}

export async function openDoorway(wanted?: BrowserContextOptions): Promise<Doorway> {
  const folder = mkdtempSync(join(tmpdir(), 'ruang-doors-'))
  const start = (port: string) =>
    startServer(
      readConfig({ DATA_DIR: join(folder, 'data'), PORT: port, FEEDS: 'off', LOG_LEVEL: 'silent' }),
      { passwords },
    )
  let server = await start('0')
  const browser = await openBrowser(wanted)
  const faults: string[] = []

  async function opened(context: BrowserContext, path: string): Promise<Page> {
    const page = await context.newPage()
    page.on('console', (said) => void (/security policy/i.test(said.text()) && faults.push(said.text())))
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('request', (asked) => {
      const { protocol, host } = new URL(asked.url())
      if (/^(https?|wss?):$/.test(protocol) && host !== new URL(server.address).host) faults.push(asked.url())
    })
    await page.goto(server.address + path)
    return page
  }

  const invited = (email: string, role: Role) =>
    server.access.people.links.create({ email, name: 'Sri Contoh', role })
  const viewport = { width: 1180, height: 820 }
  const joined: Doorway['joined'] = async (email, role, more) => {
    const context = await browser.newContext({ viewport, ...more })
    const data = { token: await invited(email, role), password }
    const headers = { origin: server.address }
    const answer = await context.request.post(`${server.address}/api/links`, { data, headers })
    if (!answer.ok()) throw new Error(await answer.text())
    return context
  }

  let port = '0'
  const stop = async () => {
    port = new URL(server.address).port
    await server.close()
  }
  const begin = async () => {
    server = await start(port)
  }
  return {
    get server() {
      return server
    },
    browser,
    faults,
    restart: () => stop().then(begin),
    stop,
    start: begin,
    opened,
    kiosk: () => keptBrowser(join(folder, 'kiosk'), { width: 1920, height: 1080 }),
    welcomed: async (email, role) => {
      const context = await browser.newContext({ viewport })
      const page = await opened(context, `/masuk#${await invited(email, role)}`)
      await page.getByLabel('Kata sandi baru').fill(password)
      await page.getByLabel('Ulangi kata sandi').fill(password)
      await page.getByRole('button', { name: 'Simpan dan masuk' }).click()
      await page.waitForURL((url) => url.pathname !== '/masuk')
      return page
    },
    joined,
    seated: async (email, role, path) => opened(await joined(email, role), path),
    end: async () => {
      await browser.close()
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
