import { scenesOf, wallsOf } from '../../shared/default-scenes.ts'
import type { Scene, Wall } from '../../shared/scenes.ts'
import { showing, type Grounds, type Showing } from '../../shared/showing.ts'
import { chosenScene } from '../appearance.ts'
import type { Situation } from '../../shared/situation/situation.ts'
import type { LivePage } from '../live-page.svelte.ts'
import { thisScreen } from '../screen.svelte.ts'

/** A timer holds no more; what lies beyond is looked at again then. */
const mostWaitMs = 60_000
/** So long before its time a scene is made ready out of sight: then the change itself is short, on every screen alike. */
const readyMs = 2_000
/** Where no calendar is known yet: the middle of the country. */
const anywhere = { offsetHours: 8, holidays: new Set<string>() }

/** What of the situation may change a wall by rule: what is open, and what is decreed at `now`. */
export function groundsOf(situation: Situation, now: number): Grounds {
  const level = situation.index.incidentsByLevel.findLastIndex((ids) => ids.size > 0)
  const { offsetHours } = situation.index.calendar
  // A bare day begins with the day of the place.
  const begins = (start: string) => Date.parse(start) - (start.length > 10 ? 0 : offsetHours * 3_600_000)
  const inForce = [...situation.status.values()].filter(
    ({ start, until }) => begins(start) <= now && now < Date.parse(until),
  )
  return { level: Math.max(0, level), statuses: inForce.map(({ stage }) => stage) }
}

/** The scene of this screen as it follows from the settings, the situation and the world's clock; changes on the moment. */
export class OnScreen {
  readonly #page: LivePage
  readonly #scenes: readonly Scene[] = $derived.by(() => scenesOf(this.#setting('scenes')))
  readonly wall: Wall | undefined = $derived.by(() => {
    const walls = wallsOf(this.#setting('walls'))
    return walls.find(({ id }) => id === thisScreen.wall) ?? walls[0]
  })
  readonly #grounds: Grounds = $derived.by(() => {
    const { counters, view } = this.#page.replica
    void [counters.incident, counters.status]
    return view ? groundsOf(view, this.#page.present.minute) : { level: 0, statuses: [] }
  })
  readonly showing: Showing | undefined = $derived.by(() => this.#at(this.#page.present.now))
  readonly #name = $derived.by(() => chosenScene ?? this.showing?.scene)
  /** The scene itself; one that is no longer there is stood in for by the first. */
  readonly scene: Scene | undefined = $derived.by(() => this.#sceneOf(this.#name))
  readonly #until = $derived.by(() => this.showing?.until)
  readonly #next = $derived.by(() => {
    const { now = Infinity, rate } = this.#page.present
    const near = this.#until !== undefined && this.#until - now <= readyMs * rate
    return near && chosenScene === undefined ? this.#at(this.#until)?.scene : undefined
  })
  /** The scene that comes next, in the last moments before it does. */
  readonly next: Scene | undefined = $derived.by(() =>
    this.#next === undefined ? undefined : this.#sceneOf(this.#next),
  )

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

  #at(now: number | undefined): Showing | undefined {
    if (!this.wall || now === undefined) return undefined
    const { present, replica } = this.#page
    const calendar = replica.view?.index.calendar ?? anywhere
    return showing(this.wall, thisScreen.number, this.#grounds, { now, rate: present.rate }, calendar)
  }

  #sceneOf(name: string | undefined): Scene | undefined {
    return this.#scenes.find(({ id }) => id === name) ?? this.#scenes[0]
  }

  #setting(key: string): unknown {
    void this.#page.replica.counters.setting
    return this.#page.replica.view?.setting.get(key)?.value
  }
}
