/** How much of the room that is left over a tile takes. */
const appetite: Record<string, number> = {
  map: 3,
  incidents: 2.5,
  cameras: 2,
  latest: 1.2,
  water: 0.6,
  status: 0.3,
  silent: 0.5,
  sources: 0.3,
  headline: 0,
  clock: 0,
}
export const appetiteOf = (tile: string): number => appetite[tile] ?? 1
