import type { Feature } from 'geojson'
import type { GeoJSONSourceSpecification, LayerSpecification } from 'maplibre-gl'
import type { Kind } from '../../../shared/situation/items.ts'
import type { Situation } from '../../../shared/situation/situation.ts'
import type { Look } from '../look.ts'

/** A piece of map: items of one kind in, features out. */
export interface MapLayer {
  id: string
  /** The kind whose ids its features carry. */
  kind: Kind
  /** What the source needs beyond its data. */
  source?: (look: Look) => Partial<GeoJSONSourceSpecification>
  /** Points that are gathered where they are many: within so many pixels, the named property summed. */
  gather?: { pixels: number; weigh: string }
  /** Its style layers from the bottom up; their source is the layer's id. */
  style: (look: Look) => LayerSpecification[]
  /** The style layer of the base map that it is drawn beneath; left out: on top. */
  beneath?: string
  /** How one item is drawn at `now` (ms UTC); undefined: not at all. `properties.id` is the item's id. */
  feature: (situation: Situation, id: string, now: number) => Feature | undefined
  /** The ids that are drawn otherwise at `now` than at `before` though no event touched them. */
  aged?: (situation: Situation, before: number, now: number) => Iterable<string>
}
