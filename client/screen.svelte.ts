import { ask } from './ask.ts'
import { chosenScreen, chosenViewing, chosenWall } from './appearance.ts'
import { forgetKept } from './kept.ts'
import { viewingOf, type Viewing } from './wall-scale.ts'

/** The server renews the token at most once a day; asking more often tells it that the last one arrived. */
const everyMs = 10 * 60_000
const setupKey = 'ruang-pantau.screen'

/** Metres to the farthest viewer, centimetres of picture height, and its place: which of the wall's screens it is. */
interface Setup {
  distance?: unknown
  height?: unknown
  wall?: unknown
  number?: unknown
}

/** How this screen was set up when the server last said so: it must be readable also where that is away. */
function kept(): Setup | undefined {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(setupKey) ?? 'null')
    return typeof read === 'object' && read !== null ? read : undefined
  } catch {
    return undefined
  }
}

function keep(setup: Setup | undefined): void {
  try {
    if (setup) localStorage.setItem(setupKey, JSON.stringify(setup))
    else localStorage.removeItem(setupKey)
  } catch {
    // A browser that keeps nothing asks the server again.
  }
}

/** How this paired screen was set up; an address that says it comes first. */
class ThisScreen {
  viewing = $state.raw<Viewing | undefined>(chosenViewing)
  /** The wall that it belongs to; empty: the first one. */
  wall = $state(chosenWall ?? '')
  /** Which of the wall's screens it is, from 1 in reading order. */
  number = $state(chosenScreen ?? 1)
  /** Whether this is a paired screen, as far as the server has said. */
  paired = $state(kept() !== undefined)

  /** Keeps the screen's token fresh for the page's life. A person's page asks once. */
  keep(): () => void {
    this.#obey(kept())
    const renew = async () => {
      const { ok, status, body } = await ask('POST', '/api/screen/renew')
      const { screen } = body
      if (status === 401 || status === 403 || (ok && screen === null)) this.forget()
      if (ok && screen === null) clearInterval(timer)
      if (!ok || typeof screen !== 'object' || screen === null) return
      const { distance, height, wall, number } = screen as Setup
      this.paired = true
      keep({ distance, height, wall, number })
      this.#obey({ distance, height, wall, number })
    }
    const timer = setInterval(renew, everyMs)
    void renew()
    return () => clearInterval(timer)
  }

  /** It is no paired screen any more. */
  forget(): void {
    this.paired = false
    keep(undefined)
    void forgetKept()
  }

  #obey(setup: Setup | undefined): void {
    if (!setup) return
    this.viewing = chosenViewing ?? viewingOf(Number(setup.distance), Number(setup.height) / 100)
    this.wall = chosenWall ?? (typeof setup.wall === 'string' ? setup.wall : '')
    this.number = chosenScreen ?? (Number(setup.number) || 1)
  }
}

export const thisScreen = new ThisScreen()
