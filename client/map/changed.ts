import type { Kind } from '../../shared/situation/items.ts'
import type { Situation } from '../../shared/situation/situation.ts'
import type { MapLayer, MarkLayer } from './layers/layer.ts'

/** What happened since the map was last drawn. */
export interface Change {
  situation: Situation
  /** Nothing is known of what is drawn: all of it is drawn anew. */
  all: boolean
  /** The map looks at something else. */
  moved: boolean
  touched: ReadonlyMap<Kind, ReadonlySet<string>>
  /** The moment it was last drawn at, and now (ms UTC). */
  before: number
  now: number
}

/** The items of a layer that may be drawn otherwise. */
export function changedIds(
  layer: MapLayer | MarkLayer,
  { situation, all, moved, touched, before, now }: Change,
): Set<string> {
  if (all || (moved && 'viewed' in layer && layer.viewed)) return new Set(situation[layer.kind].keys())
  const ids = new Set(touched.get(layer.kind))
  if ('also' in layer && layer.also) {
    for (const id of touched.get(layer.also.kind) ?? []) {
      const about = layer.also.about(situation, id)
      if (about !== undefined) ids.add(about)
    }
  }
  if (before !== now) for (const id of layer.aged?.(situation, before, now) ?? []) ids.add(id)
  return ids
}
