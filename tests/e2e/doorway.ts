import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
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
  /** Opens a one-time link and sets the password, as a person does. */
  welcomed: (email: string, role: Role) => Promise<Page>
  /** The same without the page of the link: a browser that has signed in. */
  signedIn: (role: Role, name: string) => Promise<BrowserContext>
  end: () => Promise<void>
}

export async function openDoorway(): Promise<Doorway> {
  const folder = mkdtempSync(join(tmpdir(), 'ruang-doors-'))
  const start = (port: string) =>
    startServer(
      readConfig({ DATA_DIR: join(folder, 'data'), PORT: port, FEEDS: 'off', LOG_LEVEL: 'silent' }),
      { passwords },
    )
  let server = await start('0')
  const browser = await openBrowser()
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
      const token = await server.access.people.links.create({ email, name: 'Sri Contoh', role })
      const context = await browser.newContext({ viewport: { width: 1180, height: 820 } })
      const page = await opened(context, `/masuk#${token}`)
      await page.getByLabel('Kata sandi baru').fill(password)
      await page.getByLabel('Ulangi kata sandi').fill(password)
      await page.getByRole('button', { name: 'Simpan dan masuk' }).click()
      await page.waitForURL((url) => url.pathname !== '/masuk')
      return page
    },
    signedIn: async (role, name) => {
      const { address: origin, access } = server
      const email = `${role.replace(':', '.')}@uji.test`
      const token = await access.people.links.create({ email, name, role })
      const answer = await fetch(`${origin}/api/links`, {
        method: 'POST',
        headers: { origin, 'content-type': 'application/json' },
        body: JSON.stringify({ token, password }),
      })
      const context = await browser.newContext({ viewport: { width: 1180, height: 820 } })
      for (const line of answer.headers.getSetCookie()) {
        const [pair = ''] = line.split(';')
        const at = pair.indexOf('=')
        await context.addCookies([{ name: pair.slice(0, at), value: pair.slice(at + 1), url: origin }])
      }
      return context
    },
    end: async () => {
      await browser.close()
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
