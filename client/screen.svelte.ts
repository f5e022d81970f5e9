import { ask } from './ask.ts'
import { chosenScale } from './appearance.ts'
import { wallScale, type WallScale } from './wall-scale.ts'

/** The server renews the token at most once a day; asking more often tells it that the last one arrived. */
const everyMs = 10 * 60_000

/** How this paired screen was set up; an address that names distance and height comes first. */
class ThisScreen {
  scale = $state.raw<WallScale | undefined>(chosenScale)

  /** Keeps the screen's token fresh for the page's life, and the type as large as its viewers need. A person's page asks once. */
  keep(root: HTMLElement): () => void {
    const renew = async () => {
      const { ok, body } = await ask('POST', '/api/screen/renew')
      const { screen } = body
      if (ok && screen === null) clearInterval(timer)
      if (chosenScale || typeof screen !== 'object' || screen === null) return
      const { distance, height } = screen as { distance?: unknown; height?: unknown }
      this.scale = wallScale(Number(distance), Number(height) / 100)
      if (this.scale) root.style.setProperty('--scale', String(this.scale.scale))
    }
    const timer = setInterval(renew, everyMs)
    void renew()
    return () => clearInterval(timer)
  }
}

export const thisScreen = new ThisScreen()
