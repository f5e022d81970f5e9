/** What a viewing distance asks of the type: the factor on the root font size, and whether it is enough. */
export interface WallScale {
  scale: number
  /** Letters would still be under 16 arc-minutes for the farthest viewer. */
  tooSmall: boolean
}

/** Cap height of the smallest text (1.0625 rem of which 67 % is cap height) as a share of the picture's height at scale 1. */
const smallestCap = (1.0625 * 0.668) / 67.5
/** 16 arc-minutes as a share of the distance. */
const sixteenMinutes = Math.tan((16 / 60 / 180) * Math.PI)
/** Beyond this the tiles hold too little to be of use. */
const mostScale = 1.5

/** The type scale for the farthest viewer at `distance` m of a picture `height` m high; undefined when either is not given. */
export function wallScale(distance: number, height: number): WallScale | undefined {
  if (!(distance > 0) || !(height > 0)) return undefined
  const needed = (distance * sixteenMinutes) / (height * smallestCap)
  return { scale: Math.min(mostScale, Math.max(1, needed)), tooSmall: needed > mostScale }
}
