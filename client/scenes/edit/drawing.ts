import { wrongPart, type Part, type Scene } from '../../../shared/scenes.ts'

type Place = Pick<Part, 'column' | 'row' | 'width' | 'height'>

const within = (value: number, least: number, most: number) => Math.max(least, Math.min(most, value))

/** The scene with one part at another place; the scene itself where that would overlap or leave the grid. */
export function placed(scene: Scene, tile: string, place: Place): Scene {
  const width = within(place.width, 1, scene.columns)
  const height = within(place.height, 1, scene.rows)
  const column = within(place.column, 1, scene.columns - width + 1)
  const row = within(place.row, 1, scene.rows - height + 1)
  const parts = scene.parts.map((part) =>
    part.tile === tile ? { ...part, column, row, width, height } : part,
  )
  const next = { ...scene, parts }
  return parts.some((part, at) => wrongPart(next, part, at)) ? scene : next
}

/** The scene with a part more where the largest free rectangle is; the scene itself where no cell is free. */
export function withTile(scene: Scene, tile: string): Scene {
  const free = (column: number, row: number) =>
    !scene.parts.some(
      (part) =>
        column >= part.column &&
        column < part.column + part.width &&
        row >= part.row &&
        row < part.row + part.height,
    )
  let best: Place | undefined
  for (let row = 1; row <= scene.rows; row++)
    for (let column = 1; column <= scene.columns; column++) {
      let width = scene.columns - column + 1
      for (let height = 1; row + height - 1 <= scene.rows && width > 0; height++) {
        let run = 0
        while (run < width && free(column + run, row + height - 1)) run++
        width = scene.spread && tile !== 'map' ? Math.min(run, 1) : run
        if (scene.spread && tile !== 'map' && height > 1) break
        if (width > 0 && width * height > (best ? best.width * best.height : 0))
          best = { column, row, width, height }
      }
    }
  return best ? { ...scene, parts: [...scene.parts, { tile, ...best }] } : scene
}

export function withoutTile(scene: Scene, tile: string): Scene {
  return { ...scene, parts: scene.parts.filter((part) => part.tile !== tile) }
}

/** An id that no other has, made of a name: Rapat Pagi → rapat-pagi, rapat-pagi-2. */
export function freshId(name: string, taken: readonly { id: string }[]): string {
  const base =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'adegan'
  let id = base
  for (let n = 2; taken.some((one) => one.id === id); n++) id = `${base}-${n}`
  return id
}
