import type { Box } from './view.ts'

/** So long it stays with what is new; so long after a move it makes no other. */
export const holdMs = 45_000
export const everyMs = 30_000
/** Nearer than this share of the region's size it does not go; what is spread wider than that other share is the whole. */
const nearest = 0.4
const widest = 0.6
/** As many at once are no single matter: the whole is shown. */
const many = 4

/** Something severe, where it is, and when this screen first knew of it (ms of any clock). */
export interface News {
  lon: number
  lat: number
  since: number
}

/** When the camera last moved, and where it is; without a box it shows the whole. */
export interface Camera {
  moved: number
  at?: Box | undefined
}

/** What to look at now: a box, the `whole`, or undefined: stay. Moves are rare: never two within 30 s. */
export function nextLook(
  news: readonly News[],
  region: Box,
  { moved, at }: Camera,
  now: number,
): Box | 'whole' | undefined {
  if (now - moved < everyMs) return undefined
  const fresh = news.filter(({ since }) => now - since < holdMs)
  const box = around(fresh, region)
  if (!box) return at ? 'whole' : undefined
  if (at && box.every((edge, side) => Math.abs(edge - (at[side] ?? 0)) < 1e-9)) return undefined
  return box
}

/** A box around what is new that keeps its surroundings in sight; none where it is nothing, many or spread wide. */
function around(fresh: readonly News[], [west, south, east, north]: Box): Box | undefined {
  if (fresh.length === 0 || fresh.length >= many) return undefined
  const [lons, lats] = [fresh.map(({ lon }) => lon), fresh.map(({ lat }) => lat)]
  const [left, right] = [Math.min(...lons), Math.max(...lons)]
  const [bottom, top] = [Math.min(...lats), Math.max(...lats)]
  const [wide, high] = [east - west, north - south]
  if (right - left > wide * widest || top - bottom > high * widest) return undefined
  const [x, y] = [(left + right) / 2, (bottom + top) / 2]
  const [halfX, halfY] = [
    Math.max(wide * nearest, (right - left) * 1.4) / 2,
    Math.max(high * nearest, (top - bottom) * 1.4) / 2,
  ]
  return [x - halfX, y - halfY, x + halfX, y + halfY]
}
