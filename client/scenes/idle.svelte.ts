import { untrack } from 'svelte'
import type { LivePage } from '../live-page.svelte.ts'
import { idleKinds, idleTiles, Settled } from '../tiles/idle.ts'

/** The tiles of this screen that give up their room; looked at again when what they show or the minute changed. */
export class Idle {
  tiles = $state.raw<ReadonlySet<string>>(new Set())

  /** `scene`: what is shown; with another one, or another log, nothing has to settle. */
  constructor({ replica, present }: LivePage, scene: () => string | undefined) {
    const settled = new Settled()
    let before = ''
    $effect.pre(() => {
      for (const kind of idleKinds) void replica.counters[kind]
      const shown = [scene(), replica.position?.epoch].join(' ')
      const now = present.minute
      const view = untrack(() => replica.view)
      if (!view) return
      const next = settled.settle(idleTiles(view, now), performance.now(), shown !== before)
      before = shown
      const same = next.size === this.tiles.size && [...next].every((tile) => this.tiles.has(tile))
      if (!same) this.tiles = next
    })
  }
}
