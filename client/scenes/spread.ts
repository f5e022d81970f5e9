import type { Part, Scene, Wall } from '../../shared/scenes.ts'
import type { Viewing } from '../wall-scale.ts'

/** How far a map reaches beyond this screen on each side, in pixels of the page: it is one picture over several. */
export interface Beyond {
  top: number
  right: number
  bottom: number
  left: number
}

/** What one screen shows of a scene that is spread over its wall. */
interface Share {
  scene: Scene
  beyond?: Beyond
}

interface Pixels {
  width: number
  height: number
}

export const covers = (part: Part, column: number, row: number): boolean =>
  column >= part.column &&
  column < part.column + part.width &&
  row >= part.row &&
  row < part.row + part.height

/**
 * The share of screen `number` (from 1, in reading order) of a wall. `room` is what the scene fills of the `screen`, both
 * in pixels. What bezels and strips hide is part of the picture, as behind a window's bars; `viewing` says how many
 * pixels a bezel is.
 */
export function shareOf(
  scene: Scene,
  wall: Pick<Wall, 'columns' | 'bezel'>,
  number: number,
  { width, height }: Pixels,
  screen: Pixels,
  viewing: Viewing | undefined,
): Share {
  if (!scene.spread) return { scene }
  const [column, row] = [((number - 1) % wall.columns) + 1, Math.ceil(number / wall.columns)]
  const part = scene.parts.find((one) => covers(one, column, row))
  const alone = { ...scene, columns: 1, rows: 1, aspect: Math.max(0.2, Math.min(12, width / height)) }
  if (!part) return { scene: { ...alone, parts: [] } }
  const shown = { ...alone, parts: [{ ...part, column: 1, row: 1, width: 1, height: 1 }] }
  if (part.tile !== 'map') return { scene: shown }
  const bezel = viewing ? (wall.bezel / 1_000 / viewing.height) * screen.height : 0
  const [across, down] = [screen.width + bezel, screen.height + bezel]
  const beyond = {
    top: (row - part.row) * down,
    bottom: (part.row + part.height - 1 - row) * down,
    left: (column - part.column) * across,
    right: (part.column + part.width - 1 - column) * across,
  }
  return { scene: shown, beyond }
}
