import type { Feature } from 'geojson'
import type { LayerSpecification } from 'maplibre-gl'
import type { Kind } from '../../../shared/situation/items.ts'
import type { Situation } from '../../../shared/situation/situation.ts'
import type { Mark, Point } from '../gather.ts'
import type { Look } from '../look.ts'
import type { Box } from '../view.ts'

interface Layer {
  id: string
  /** The kind whose ids its items have. */
  kind: Kind
  /** The ids that are drawn otherwise at `now` than at `before` though no event touched them. */
  aged?: (situation: Situation, before: number, now: number) => Iterable<string>
}

/** A piece of map that MapLibre draws: items of one kind in, features out. */
export interface MapLayer extends Layer {
  /** Its style layers from the bottom up; their source is the layer's id. */
  style: (look: Look) => LayerSpecification[]
  /** The style layer of the base map that it is drawn beneath; left out: on top. */
  beneath?: string
  /** Drawn only where a scene or page asks. */
  onRequest?: true
  /** Its features depend on what the map looks at: they are made anew when it moved. */
  viewed?: true
  /**
   * How one item is drawn at `now` (ms UTC) where the map looks at `view`; undefined: not at all. `properties.id` is the
   * item's id.
   */
  feature: (situation: Situation, id: string, now: number, view: Box) => Feature | undefined
}

/** A piece of map whose items may be very many: points, gathered where they lie close, drawn above the map. */
export interface MarkLayer extends Layer {
  /** How near points are drawn as one, in sixteenths of a rem. */
  gather: number
  /** Where one item is at `now` (ms UTC), and how bad; undefined: it is not drawn. */
  point: (situation: Situation, id: string, now: number) => Point | undefined
  /** Another kind whose changes are seen in its points, and the id of the point that such an item is about. */
  also?: { kind: Kind; about: (situation: Situation, id: string) => string | undefined }
  /** The symbol of a mark, its size in sixteenths of a rem, and whether its count stands inside it. */
  mark: (mark: Mark) => { symbol: string; side: number; inside: boolean }
}
