import type { Scene } from '../../shared/scenes.ts'
import { arrange } from './arrange.ts'
import type { Size } from './least.ts'
import { tightParts, type Tight } from './tight.ts'

/** A scene as it can be shown: the one asked for, or one that fits in its place, and the tiles that found no room. */
export interface Fitted {
  scene: Scene
  left: string[]
  /** Why the scene asked for is not shown as it was drawn; empty when it is. */
  tight: Tight[]
}

const usualAspect = 16 / 9
/** So much wider or narrower than drawn a scene may be shown before its parts are placed anew. */
const mostStretch = 1.45

/** The scene as it was drawn where every part can be read, else its parts placed anew, the first ones first. */
export function fit(scene: Scene, room: Size): Fitted {
  const aspect = room.width / room.height
  const stretch = Math.abs(Math.log(aspect / (scene.aspect ?? usualAspect)))
  const tight = tightParts(scene, room)
  if (tight.length === 0 && stretch <= Math.log(mostStretch)) return { scene, left: [], tight }
  const arranged = arrange(scene, room)
  if (!arranged) return { scene: { ...scene, parts: scene.parts.slice(0, 1) }, left: [], tight }
  // Stretched but readable beats readable with parts missing.
  if (tight.length === 0 && arranged.parts.length < scene.parts.length) return { scene, left: [], tight }
  const placed = new Set(arranged.parts.map(({ tile }) => tile))
  const left = scene.parts.map(({ tile }) => tile).filter((tile) => !placed.has(tile))
  return { scene: arranged, left, tight }
}
