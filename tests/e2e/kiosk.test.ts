import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { expect, test } from 'vitest'
import { findBrowser } from '../browser.ts'
import { openStage } from './stage.ts'

const browser = findBrowser()
const script = join(import.meta.dirname, '../../deploy/kiosk.sh')
const flags =
  '--headless --no-sandbox --disable-quic --enable-unsafe-swiftshader --window-size=1280,720 --mute-audio'
const patienceSeconds = 6

/** What the browser says of the kiosk's page, as the supervisor sees it: where to ask, and the mark of its life. */
async function seen(profile: string): Promise<{ address: string; heart: number } | undefined> {
  try {
    const [port] = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n')
    const address = `http://127.0.0.1:${port}`
    const pages = (await (await fetch(`${address}/json/list`)).json()) as { title: string }[]
    const heart = pages.map(({ title }) => Number(/\[hidup (\d+)\]/.exec(title)?.[1] ?? 0))
    return { address, heart: Math.max(0, ...heart) }
  } catch {
    return undefined
  }
}

test.skipIf(!browser || process.platform !== 'linux')(
  'the kiosk opens a page that hangs anew, but never while the server is away, and takes its browser with it',
  { timeout: 120_000 },
  async () => {
    const stage = await openStage()
    const profile = mkdtempSync(join(tmpdir(), 'ruang-kiosk-'))
    const kiosk = spawn('sh', [script], {
      env: {
        ...{ PATH: process.env.PATH, HOME: profile, CHROMIUM: browser },
        ...{ RUANG_URL: stage.server.address, RUANG_PAGE: '/wall?peta=mati', RUANG_PROFILE: profile },
        ...{ RUANG_PATIENCE: String(patienceSeconds), RUANG_FLAGS: flags },
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    kiosk.stderr.on('data', (chunk: Buffer) => {
      const own = chunk
        .toString()
        .split('\n')
        .filter((line) => line.startsWith('kiosk:'))
      said += own.join('\n')
    })
    const ended = new Promise((done) => kiosk.once('exit', done))
    const beats = async (after: number) => {
      await expect.poll(async () => (await seen(profile))?.heart ?? 0).toBeGreaterThan(after)
      return (await seen(profile))!
    }
    try {
      const begun = await beats(0)
      await stage.stop()
      // The heart is the page's own: it goes on without a server.
      const alone = await beats((await beats(begun.heart)).heart)
      const control = await chromium.connectOverCDP(alone.address)
      void control
        .contexts()[0]!
        .pages()[0]!
        .evaluate('for (;;);')
        .catch(() => undefined)
      await new Promise((resume) => setTimeout(resume, (patienceSeconds + 3) * 1000))
      expect(said).toBe('')
      expect((await seen(profile))?.address).toBe(begun.address)

      await stage.start()
      await expect.poll(() => said).toContain('stood still')
      await control.close()
      await expect.poll(async () => (await seen(profile))?.address ?? alone.address).not.toBe(alone.address)
      const again = await beats(alone.heart)

      kiosk.kill('SIGTERM')
      await ended
      expect(await seen(profile)).toBeUndefined()
      expect(again.heart).toBeGreaterThan(alone.heart)
    } finally {
      kiosk.kill('SIGTERM')
      await ended
      await stage.end()
      rmSync(profile, { recursive: true, force: true })
    }
  },
)
