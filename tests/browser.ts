import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium, type Browser, type BrowserServer } from 'playwright-core'

const places = [
  process.env.CHROMIUM ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** Where a Chromium stands on this machine. */
export function findBrowser(): string | undefined {
  return places.find((place) => place !== '' && existsSync(place))
}

/** Finds a Chromium, or installs Debian's where this may be done; answers why not otherwise. */
export function ensureBrowser(): { path: string } | { missing: string } {
  const found = findBrowser()
  if (found) return { path: found }
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    return { missing: 'no Chromium found: install one, or name it in CHROMIUM' }
  }
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    execFileSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore', timeout: 300_000 })
    const install = ['install', '-y', '-qq', '--no-install-recommends', 'chromium']
    execFileSync('apt-get', install, { env, stdio: 'ignore', timeout: 600_000 })
  } catch {
    return { missing: 'Chromium could not be installed from Debian’s packages' }
  }
  const installed = findBrowser()
  return installed ? { path: installed } : { missing: 'Chromium is still missing after its installation' }
}

const quiet = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-unsafe-swiftshader',
]

function options(more: string[]) {
  const executablePath = findBrowser()
  if (!executablePath) throw new Error('no Chromium')
  return { executablePath, args: [...quiet, ...more] }
}

/** A headless Chromium of its own that stays on this machine. */
export const launchBrowser = (...more: string[]): Promise<Browser> => chromium.launch(options(more))

let running: Promise<BrowserServer> | undefined

/** The one Chromium of this process, whose start costs seconds; closing it closes what was opened through this answer. */
export async function openBrowser(): Promise<Browser> {
  running ??= chromium.launchServer({ ...options([]), host: '127.0.0.1' })
  return chromium.connect((await running).wsEndpoint())
}
