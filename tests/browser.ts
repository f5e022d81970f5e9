import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from 'playwright-core'

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

/** Debian's Chromium without a window's machinery: a page costs it less than half of what it costs the whole one. */
const shell = '/usr/bin/chromium-headless-shell'

/** What opens the pages of the tests: the shell, unless a browser is named. */
const findQuickest = (): string | undefined =>
  !process.env.CHROMIUM && existsSync(shell) ? shell : findBrowser()

function apt(...args: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const patience = ['-o', 'Acquire::http::Timeout=20', '-o', 'Acquire::https::Timeout=20']
  execFileSync('apt-get', [...patience, '-qq', ...args], { env, stdio: 'ignore', timeout: 600_000 })
}

/** The version of Debian's Chromium on this machine. */
function installed(): string | undefined {
  try {
    return execFileSync('dpkg-query', ['-W', '-f=${Version}', 'chromium'], { encoding: 'utf8' }) || undefined
  } catch {
    return undefined
  }
}

/** Finds a Chromium, or installs Debian's where this may be done, and its shell; answers why not otherwise. */
export function ensureBrowser(): { path: string } | { missing: string } {
  const may = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (!findBrowser() && !may) return { missing: 'no Chromium found: install one, or name it in CHROMIUM' }
  try {
    if (!findBrowser()) {
      apt('update')
      apt('install', '-y', '--no-install-recommends', 'chromium')
    }
    // A Debian that has no shell has Chromium all the same.
    if (may && findQuickest() !== shell) addShell()
  } catch {
    if (!findBrowser()) return { missing: 'Chromium could not be installed from Debian’s packages' }
  }
  const path = findBrowser()
  return path ? { path } : { missing: 'Chromium is still missing after its installation' }
}

/** Adds the shell of the Chromium that is there, which is left as it is. */
function addShell(): void {
  const version = process.env.CHROMIUM ? undefined : installed()
  if (!version) return
  apt('update')
  apt('install', '-y', '--no-install-recommends', `chromium-headless-shell=${version}`)
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

function options(executablePath: string | undefined, more: string[] = []) {
  if (!executablePath) throw new Error('no Chromium')
  return { executablePath, args: [...quiet, ...more] }
}

/** A service worker, which loads the whole build, is a third of what a page costs, and what moves is drawn again and again. */
const calm = { serviceWorkers: 'block', reducedMotion: 'reduce' } as const

/** A Chromium that keeps its cookies in a folder. */
export const keptBrowser = (
  folder: string,
  viewport: { width: number; height: number },
): Promise<BrowserContext> =>
  chromium.launchPersistentContext(folder, { ...options(findQuickest()), ...calm, viewport })

/** A whole Chromium of its own, headless, that stays on this machine. */
export const launchBrowser = (...more: string[]): Promise<Browser> =>
  chromium.launch(options(findBrowser(), more))

let running: Promise<{ browser: Browser; newContext: Browser['newContext'] }> | undefined

const launch = () =>
  chromium
    .launch(options(findQuickest()))
    .then((browser) => ({ browser, newContext: browser.newContext.bind(browser) }))

/**
 * The one Chromium of this process, whose start costs a second: closing it closes what was opened, and no more. A file that
 * is about service workers or motion asks for them.
 */
export async function openBrowser(wanted: BrowserContextOptions = {}): Promise<Browser> {
  if (!(await running)?.browser.isConnected()) running = launch()
  const { browser, newContext } = await running!
  browser.newContext = (more) => newContext({ ...calm, ...wanted, ...more })
  browser.close = async () => {
    await Promise.all(browser.contexts().map((context) => context.close()))
  }
  return browser
}
