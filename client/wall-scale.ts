/** The farthest viewer's distance and the height of the picture, both in metres. */
export interface Viewing {
  distance: number
  height: number
}

/** The smallest text, `--size-meta` of theme.css, and how much of a letter's size its capitals are high. */
export const smallestRem = 1.0625
const capHeight = 0.668
/** 16 arc-minutes as a share of the distance. */
const sixteenMinutes = Math.tan((16 / 60 / 180) * Math.PI)
/** A picture fewer rems high than this holds no tile of two rows beneath its headline. */
const leastHigh = 12

/** What was given as viewing; undefined when either figure is missing or no length. */
export function viewingOf(distance: number, height: number): Viewing | undefined {
  return distance > 0 && height > 0 ? { distance, height } : undefined
}

/** How many rems high a picture may be at most, so that its smallest capitals measure 16 arc-minutes. */
export function remsHigh({ distance, height }: Viewing): number {
  return (height * capHeight * smallestRem) / (distance * sixteenMinutes)
}

/** Whether from that distance not even one tile can be read: what helps is a larger screen or nearer viewers. */
export function tooFar(viewing: Viewing): boolean {
  return remsHigh(viewing) < leastHigh
}

/** The cap height in arc-minutes of text of `pixels` font size on a picture `screenPixels` high. */
export function arcMinutes(pixels: number, screenPixels: number, { distance, height }: Viewing): number {
  return (Math.atan((pixels * capHeight * height) / screenPixels / distance) * 180 * 60) / Math.PI
}
