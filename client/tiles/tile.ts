import type { Component } from 'svelte'
import type { Kind } from '../../shared/situation/items.ts'
import type { Situation } from '../../shared/situation/situation.ts'
import type { Standing } from '../clock.ts'

/** What every tile is given; `now` is the beginning of the world's minute, ms UTC. */
export interface TileProps {
  situation: Situation
  now: number
  link: Standing
  /** The name of a district or village by its code. */
  place: (code: string | undefined) => string | undefined
  /** What the scene says to this tile in particular. */
  options?: Record<string, unknown> | undefined
}

/** A piece of wall: it looks again only when one of its kinds or the minute changed. */
export interface Tile {
  id: string
  kinds: readonly Kind[]
  component: Component<TileProps>
}
