import { scenesOf, wallsOf } from '../../shared/default-scenes.ts'
import type { Scene, Wall } from '../../shared/scenes.ts'
import { showing, type Grounds, type Showing } from '../../shared/showing.ts'
import { chosenScene } from '../appearance.ts'
import { levelName, levels } from '../../shared/levels.ts'
import type { Situation } from '../../shared/situation/situation.ts'
import type { LivePage } from '../live-page.svelte.ts'
import { thisScreen } from '../screen.svelte.ts'

/** A timer holds no more; what lies beyond is looked at again then. */
const mostWaitMs = 60_000

/** What of the situation may change a wall by rule. */
export function groundsOf(situation: Situation): Grounds {
  const level = situation.index.incidentsByLevel.findLastIndex((ids) => ids.size > 0)
  return { level: Math.max(0, levels.indexOf(levelName(level))), statuses: [] }
}

/** The scene of this screen as it follows from the settings, the situation and the world's clock; changes on the moment. */
export class OnScreen {
  readonly #page: LivePage
  readonly #scenes: readonly Scene[] = $derived.by(() => scenesOf(this.#setting('scenes')))
  readonly wall: Wall | undefined = $derived.by(() => {
    const walls = wallsOf(this.#setting('walls'))
    return walls.find(({ id }) => id === thisScreen.wall) ?? walls[0]
  })
  readonly #offset = $derived.by(() => this.#page.replica.view?.index.calendar.offsetHours ?? 8)
  readonly #level = $derived.by(() => {
    void this.#page.replica.counters.incident
    const { view } = this.#page.replica
    return view ? groundsOf(view).level : 0
  })
  readonly showing: Showing | undefined = $derived.by(() => {
    const { now, rate } = this.#page.present
    if (!this.wall || now === undefined) return undefined
    const grounds = { level: this.#level, statuses: [] }
    return showing(this.wall, thisScreen.number, grounds, { now, rate }, this.#offset)
  })
  readonly #name = $derived.by(() => chosenScene ?? this.showing?.scene)
  /** The scene itself; one that is no longer there is stood in for by the first. */
  readonly scene: Scene | undefined = $derived.by(
    () => this.#scenes.find(({ id }) => id === this.#name) ?? this.#scenes[0],
  )
  readonly #until = $derived.by(() => this.showing?.until)

  constructor(page: LivePage) {
    this.#page = page
    // The clock ticks four times a second; a change of scene waits for no tick.
    $effect(() => {
      const [until, { present }] = [this.#until, page]
      if (until === undefined || present.now === undefined) return
      const wait = Math.max(0, (until - present.now) / present.rate)
      const timer = setTimeout(() => present.tick(), Math.min(mostWaitMs, Math.ceil(wait)))
      return () => clearTimeout(timer)
    })
  }

  #setting(key: string): unknown {
    void this.#page.replica.counters.setting
    return this.#page.replica.view?.setting.get(key)?.value
  }
}
