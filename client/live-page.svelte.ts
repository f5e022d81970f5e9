import { onMount } from 'svelte'
import type { Region } from '../shared/region.ts'
import { chosenWorld } from './appearance.ts'
import { connect } from './connection.ts'
import { loadRegion, placeNames } from './map/region.ts'
import { Present } from './present.svelte.ts'
import { Replica } from './replica.svelte.ts'
import { siteOf } from './site.ts'

/** What every live page stands on: its replica, its clock and link, which regency it is, and the names of its places. */
export class LivePage {
  readonly replica = new Replica()
  readonly present = new Present()
  /** The last seq the map has drawn. */
  mapSeq = $state(0)
  /** The scene that is shown, where there are scenes. */
  scene = $state<string | undefined>()
  region = $state.raw<Region | undefined>()
  readonly site = $derived(siteOf(this.replica.view))
  /** Resolves when the region is there, rejects when it cannot be had. */
  readonly loading = $derived(
    this.site.region ? loadRegion(this.site.region).then((loaded) => (this.region = loaded)) : undefined,
  )
  readonly exercise = $derived(this.replica.world?.kind === 'exercise')
  readonly #names = $derived(this.region ? placeNames(this.region) : new Map<string, string>())

  /** The name of a district or village by its code. */
  readonly place = (code: string | undefined): string | undefined =>
    code === undefined ? undefined : this.#names.get(code)
}

/** A live page that is connected for as long as the component that calls this is mounted. */
export function livePage(): LivePage {
  const page = new LivePage()
  onMount(() => {
    const stops = [page.present.start(), connect(page.replica, page.present, chosenWorld)]
    return () => stops.forEach((stop) => stop())
  })
  return page
}
