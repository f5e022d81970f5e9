import { viewingOf, type Viewing } from './wall-scale.ts'

type Theme = 'dark' | 'light'
type Language = 'id' | 'en'

const storageKey = 'ruang-pantau.theme'
const query = new URLSearchParams(typeof location === 'undefined' ? '' : location.search)

function stored(): string | null {
  try {
    return localStorage.getItem(storageKey)
  } catch {
    return null
  }
}

/** `?theme=light`, else what was stored on this device, else dark: a wall never follows the machine's preference. */
export function chosenTheme(): Theme {
  return (query.get('theme') ?? stored()) === 'light' ? 'light' : 'dark'
}

/** `?lang=en`, else Indonesian. */
export const language: Language = query.get('lang') === 'en' ? 'en' : 'id'

/** `?world=NAME`: which world this screen shows. */
export const chosenWorld = query.get('world') || undefined

/** An address of the server, asked of the world that this screen shows. */
export function inWorld(path: string): string {
  if (!chosenWorld) return path
  return `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams({ world: chosenWorld })}`
}

const asked = Date.parse(query.get('at') ?? '')
/** `?at=2018-08-05T19:46:00+08:00`: a live page shows what was known at that moment, ms UTC. */
export const chosenMoment = Number.isNaN(asked) ? undefined : asked

/** `?distance=5&height=1.4`: the farthest viewer and the height of the picture, in metres. */
export const chosenViewing: Viewing | undefined = viewingOf(
  Number(query.get('distance')),
  Number(query.get('height')),
)

/** `?adegan=rakor`: this scene whatever the wall shows; `?dinding=ID&layar=N`: screen N of a wall without pairing; `?peta=mati`: no map. */
export const chosenScene = query.get('adegan') ?? undefined
export const chosenWall = query.get('dinding') ?? undefined
export const chosenScreen = Number(query.get('layar')) || undefined
export const mapOff = query.get('peta') === 'mati'

/** Sets theme and language on the page; a theme in the address is remembered on this device. */
export function applyAppearance(root: HTMLElement): void {
  root.dataset.theme = chosenTheme()
  root.lang = language
  // Paper is white: a dark page is printed in the light theme.
  addEventListener('beforeprint', () => (root.dataset.theme = 'light'))
  addEventListener('afterprint', () => (root.dataset.theme = chosenTheme()))
  if (!query.has('theme')) return
  try {
    localStorage.setItem(storageKey, chosenTheme())
  } catch {
    // A browser that keeps nothing shows what the address says.
  }
}
