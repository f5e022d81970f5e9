import type { Borders } from './borders.ts'
import type { Near, Square } from './squares.ts'

/** Square degrees (of latitude) from a point to a step of a border. */
function squared(steps: Float64Array, step: number, lon: number, lat: number, shrink: number): number {
  const x = (steps[4 * step]! - lon) * shrink
  const y = steps[4 * step + 1]! - lat
  const dx = (steps[4 * step + 2]! - lon) * shrink - x
  const dy = steps[4 * step + 3]! - lat - y
  const t = Math.max(0, Math.min(1, -(x * dx + y * dy) / (dx * dx + dy * dy || 1)))
  const [awayX, awayY] = [x + dx * t, y + dy * t]
  return awayX * awayX + awayY * awayY
}

/** The nearest of the steps `of[from]` to `of[to]`, no farther than `reach` degrees of latitude; or -1. */
export function nearest(
  { steps, shrink }: Borders,
  of: ArrayLike<number>,
  from: number,
  to: number,
  lon: number,
  lat: number,
  reach: number,
): number {
  let least = reach * reach
  let found = -1
  for (let n = from; n < to; n++) {
    const far = squared(steps, of[n]!, lon, lat, shrink)
    if (far < least || (far === least && found < 0)) {
      least = far
      found = of[n]!
    }
  }
  return found
}

/** The steps of a layer that may be nearest to a point of the square: of those that may be to one of its parent's. */
export function nearTo(square: Square, borders: Borders, layer: number): Near {
  const known = square.near[layer]
  if (known) return known
  const { parent, lon, lat, radius } = square
  if (!parent) {
    const [from, to] = [borders.firstOf[layer]!, borders.firstOf[layer + 1]!]
    const steps = square.steps.filter((step) => {
      const polygon = borders.polygonOf[step]!
      return polygon >= from && polygon < to
    })
    return (square.near[layer] = { least: 0, steps })
  }
  const before = nearTo(parent, borders, layer).steps
  const far = new Float64Array(before.length)
  let least = Infinity
  for (let n = 0; n < before.length; n++) {
    far[n] = squared(borders.steps, before[n]!, lon, lat, borders.shrink)
    if (far[n]! < least) least = far[n]!
  }
  least = Math.sqrt(least)
  const most = (least + 2 * radius) ** 2
  const steps: number[] = []
  for (let n = 0; n < before.length; n++) if (far[n]! <= most) steps.push(before[n]!)
  return (square.near[layer] = { least, steps })
}
