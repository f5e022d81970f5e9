import { ask } from './ask.ts'
import { chosenScale } from './appearance.ts'
import { wallScale, type WallScale } from './wall-scale.ts'

/** The server renews the token at most once a day; asking more often tells it that the last one arrived. */
const everyMs = 10 * 60_000
const setupKey = 'ruang-pantau.screen'

interface Setup {
  distance?: unknown
  height?: unknown
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

/** How this paired screen was set up; an address that names distance and height comes first. */
class ThisScreen {
  scale = $state.raw<WallScale | undefined>(chosenScale)
  /** Whether this is a paired screen, as far as the server has said. */
  paired = $state(kept() !== undefined)

  /** Keeps the screen's token fresh for the page's life, and the type as large as its viewers need. A person's page asks once. */
  keep(root: HTMLElement): () => void {
    this.#fit(root, kept())
    const renew = async () => {
      const { ok, status, body } = await ask('POST', '/api/screen/renew')
      const { screen } = body
      if (status === 401 || status === 403 || (ok && screen === null)) this.forget()
      if (ok && screen === null) clearInterval(timer)
      if (!ok || typeof screen !== 'object' || screen === null) return
      const { distance, height } = screen as Setup
      this.paired = true
      keep({ distance, height })
      this.#fit(root, { distance, height })
    }
    const timer = setInterval(renew, everyMs)
    void renew()
    return () => clearInterval(timer)
  }

  /** It is no paired screen any more. */
  forget(): void {
    this.paired = false
    keep(undefined)
  }

  #fit(root: HTMLElement, setup: Setup | undefined): void {
    if (chosenScale || !setup) return
    this.scale = wallScale(Number(setup.distance), Number(setup.height) / 100)
    if (this.scale) root.style.setProperty('--scale', String(this.scale.scale))
  }
}

export const thisScreen = new ThisScreen()
