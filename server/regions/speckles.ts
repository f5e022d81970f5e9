/** Fewer nodes of a label than these together are a speckle. */
const least = 12

/**
 * Gives speckles of a label, left on a grid where votes are nearly even, to the label around them. The largest patch of
 * a label always stays. `labels` is row after row of `width`.
 */
export function withoutSpeckles(labels: string[], width: number): string[] {
  const patchOf = new Int32Array(labels.length).fill(-1)
  const patches: number[][] = []
  const around = (n: number) => {
    const column = n % width
    const sides = [n - width, n + width]
    if (column > 0) sides.push(n - 1, n - width - 1)
    if (column < width - 1) sides.push(n + 1, n + width + 1)
    return sides.filter((side) => side >= 0 && side < labels.length)
  }
  for (const start of labels.keys()) {
    if (patchOf[start] !== -1) continue
    const patch = [start]
    patchOf[start] = patches.length
    for (const n of patch)
      for (const side of around(n))
        if (patchOf[side] === -1 && labels[side] === labels[start]) {
          patchOf[side] = patches.length
          patch.push(side)
        }
    patches.push(patch)
  }
  const largest = new Map<string, number>()
  const labelOf = (patch: number[]) => labels[patch[0] ?? 0] ?? ''
  for (const patch of patches)
    largest.set(labelOf(patch), Math.max(patch.length, largest.get(labelOf(patch)) ?? 0))
  const cleaned = [...labels]
  for (const [id, patch] of patches.entries()) {
    const stays = patch.length >= least || patch.length === largest.get(labelOf(patch))
    if (stays) continue
    const counts = new Map<string, number>()
    for (const side of patch.flatMap(around)) {
      const label = labels[side] ?? ''
      if (patchOf[side] !== id) counts.set(label, (counts.get(label) ?? 0) + 1)
    }
    const [taker] = [...counts].toSorted((a, b) => b[1] - a[1])
    if (taker) for (const n of patch) cleaned[n] = taker[0]
  }
  return cleaned
}
