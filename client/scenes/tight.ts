import type { Part, Scene } from '../../shared/scenes.ts'
import { heightAt, narrowest, type Size } from './least.ts'

/** The space between parts and around them, in rem: less where room is scarce. */
export const gapOf = ({ height }: Pick<Size, 'height'>): number => (height < 30 ? 0.375 : 0.75)

/** A part that is too small for its text at the size that viewers need. */
export interface Tight {
  tile: string
  needs: Size
  has: Size
}

/** The room of a part in rem, of a scene that fills `room`. */
export function sizeOf({ columns, rows }: Pick<Scene, 'columns' | 'rows'>, part: Part, room: Size): Size {
  const gap = gapOf(room)
  return {
    width: (part.width / columns) * (room.width - gap) - gap,
    height: (part.height / rows) * (room.height - gap) - gap,
  }
}

/** The parts of a scene that are too small in `room` rem for two rows of readable text. */
export function tightParts(scene: Scene, room: Size): Tight[] {
  return scene.parts.flatMap((part) => {
    const has = sizeOf(scene, part, room)
    const height = heightAt(part.tile, has.width)
    if (height <= has.height + 0.01) return []
    const enough = Number.isFinite(height)
    const needs = enough
      ? { width: has.width, height }
      : { width: narrowest(part.tile), height: heightAt(part.tile, narrowest(part.tile)) }
    return [{ tile: part.tile, needs, has }]
  })
}
