/** A width and a height in rem. */
export interface Size {
  width: number
  height: number
}

/** The least a tile needs to say what it is for (a list: two rows); several where it can stand wide or tall. */
const least: Record<string, readonly Size[]> = {
  headline: [
    { width: 34, height: 4.75 },
    { width: 20, height: 6.5 },
    { width: 15, height: 10.5 },
  ],
  clock: [{ width: 10.5, height: 4.75 }],
  map: [{ width: 14, height: 9.5 }],
  incidents: [{ width: 17, height: 10 }],
  latest: [{ width: 21, height: 7.75 }],
  tickets: [{ width: 15, height: 7.75 }],
  projects: [{ width: 16, height: 10.25 }],
  decisions: [{ width: 16, height: 10.25 }],
  silent: [{ width: 16, height: 10.25 }],
  needs: [{ width: 17, height: 8.5 }],
  shelters: [{ width: 17, height: 8.5 }],
  status: [{ width: 17, height: 8 }],
  forecast: [{ width: 20, height: 10.5 }],
  cameras: [{ width: 16, height: 12.5 }],
  water: [{ width: 20, height: 10.25 }],
  volcanoes: [{ width: 17, height: 10.25 }],
  sources: [
    { width: 40, height: 4.5 },
    { width: 15, height: 7 },
  ],
}
const usual: readonly Size[] = [{ width: 16, height: 8.5 }]

/** The least sizes of a tile, the map or the clock; one that stands in no list needs a header and two rows. */
function leastOf(tile: string): readonly Size[] {
  return (Object.hasOwn(least, tile) && least[tile]) || usual
}

/** How high a tile of this width must be; Infinity where it is too narrow for it. */
export function heightAt(tile: string, width: number): number {
  const heights = leastOf(tile).filter((size) => size.width <= width + 0.01)
  return Math.min(Infinity, ...heights.map(({ height }) => height))
}

/** The least width at which a tile can stand. */
export function narrowest(tile: string): number {
  return Math.min(...leastOf(tile).map(({ width }) => width))
}

/** The least of a tile that has one line to say: a header, that line or row, and how old it is. */
const idleLeast: Record<string, readonly Size[]> = {
  status: [
    { width: 38, height: 6.5 },
    { width: 0, height: 8 },
  ],
}
const usualIdle: readonly Size[] = [
  { width: 30, height: 5.5 },
  { width: 0, height: 7.5 },
]

/** How high a tile of this width must be while it has one line to say. */
export function idleHeightAt(tile: string, width: number): number {
  const sizes = (Object.hasOwn(idleLeast, tile) && idleLeast[tile]) || usualIdle
  return Math.min(...sizes.filter((size) => size.width <= width + 0.01).map(({ height }) => height))
}
