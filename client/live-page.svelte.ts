import { onMount } from 'svelte'
import type { Region } from '../shared/region.ts'
import { chosenMoment, chosenWorld } from './appearance.ts'
import { connect } from './connection.ts'
import { keepSituation, readKept } from './kept.ts'
import { loadRegion, placeNames } from './map/region.ts'
import { TimeMachine } from './past/time-machine.svelte.ts'
import { Present } from './present.svelte.ts'
import { Replica } from './replica.svelte.ts'
import { thisScreen } from './screen.svelte.ts'
import { siteOf } from './site.ts'

/** So long the server may take before something kept is shown. */
const patienceMs = 1_500

/** What every live page stands on: its replica, its clock and link, which regency it is, and the names of its places. */
export class LivePage {
  readonly replica = new Replica()
  readonly present = new Present()
  /** Where the address names a moment: what moves it. The page then shows what was known, never the present. */
  readonly past =
    chosenMoment === undefined ? undefined : new TimeMachine(this.replica, this.present, chosenMoment)
  /** The last seq the map has drawn. */
  mapSeq = $state(0)
  region = $state.raw<Region | undefined>()
  readonly site = $derived(siteOf(this.replica.view))
  /** A text: what hangs on it is made again only when it changes, not with every view. */
  readonly #code = $derived(this.site.region)
  /** Resolves when the region is there, rejects when it cannot be had. */
  readonly loading = $derived(
    this.#code ? loadRegion(this.#code).then((loaded) => (this.region = loaded)) : undefined,
  )
  readonly exercise = $derived(this.replica.world?.kind === 'exercise')
  readonly #names = $derived(this.region ? placeNames(this.region) : new Map<string, string>())

  /** The name of a district or village by its code. */
  readonly place = (code: string | undefined): string | undefined =>
    code === undefined ? undefined : this.#names.get(code)
}

/** Where the server does not answer at once, what was known last is better than nothing, marked as what it is. */
async function showKept({ replica, present }: LivePage): Promise<void> {
  await new Promise((resume) => setTimeout(resume, patienceMs))
  if (replica.position || present.refused) return
  const kept = await readKept().catch(() => undefined)
  if (!kept || replica.position) return
  replica.show(kept.position, kept.world, kept.situation)
  present.restore(kept.now, Math.max(0, Date.now() - kept.at))
}

/** A live page that is connected for as long as the component that calls this is mounted. */
export function livePage(): LivePage {
  const page = new LivePage()
  onMount(() => {
    const { replica, present, past } = page
    if (past) return past.begin()
    void showKept(page)
    const stops = [
      present.start(),
      connect(replica, present, chosenWorld),
      keepSituation(page, () => thisScreen.paired || location.pathname === '/'),
    ]
    return () => stops.forEach((stop) => stop())
  })
  return page
}
