export type Point = readonly [x: number, y: number]

/** By how much y rises with each x, least squares. */
export function slope(points: readonly Point[]): number {
  const mean = (list: number[]) => list.reduce((sum, one) => sum + one, 0) / list.length
  const [x, y] = [mean(points.map(([at]) => at)), mean(points.map(([, is]) => is))]
  const above = points.reduce((sum, [at, is]) => sum + (at - x) * (is - y), 0)
  return above / points.reduce((sum, [at]) => sum + (at - x) ** 2, 0)
}
