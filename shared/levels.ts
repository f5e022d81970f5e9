/** The four levels of everything on the wall; colour, shape and word of each are the client's (theme.css, messages). */
export const levels = ['normal', 'waspada', 'siaga', 'awas'] as const

type Level = (typeof levels)[number]

/** The name of a level 0 to 3; what lies outside is the nearest. */
export function levelName(level: number): Level {
  return levels[Math.min(3, Math.max(0, Math.round(level)))] ?? 'normal'
}
