import { wrongPart, type Part, type Scene } from '../../../shared/scenes.ts'
import { covers } from '../spread.ts'

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
  // A cell of a spread scene is a screen: the map alone covers several.
  const alone = scene.spread === true && tile !== 'map'
  let best: Place | undefined
  for (let row = 1; row <= scene.rows; row++)
    for (let column = 1; column <= scene.columns; column++)
      for (const place of placesFrom(scene, column, row, alone))
        if (!best || place.width * place.height > best.width * best.height) best = place
  return best ? { ...scene, parts: [...scene.parts, { tile, ...best }] } : scene
}

/** The free rectangles whose upper left cell this is, each as wide as it can be; `alone`: of one cell. */
function* placesFrom(scene: Scene, column: number, row: number, alone: boolean): Generator<Place> {
  const isFree = (at: number, below: number) => !scene.parts.some((part) => covers(part, at, below))
  const most = alone ? 1 : scene.rows - row + 1
  let width = alone ? 1 : scene.columns - column + 1
  for (let height = 1; height <= most; height++) {
    let run = 0
    while (run < width && isFree(column + run, row + height - 1)) run++
    if (run === 0) return
    width = run
    yield { column, row, width, height }
  }
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
