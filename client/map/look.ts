/** The tokens of theme.css that the map draws with, and how many pixels one sixteenth of a rem is. */
export interface Look {
  unit: number
  sea: string
  land: string
  neighbourLine: string
  region: string
  regionLine: string
  districtLine: string
  label: string
  labelQuiet: string
  halo: string
  quake: string
  ticket: string
  overdue: string
  project: string
  edge: string
  levels: readonly [string, string, string, string]
  /** The levels as lines, that stand out from the ground. */
  levelLines: readonly [string, string, string, string]
}

/** Reads the tokens as they stand on the page. */
export function readLook(root: HTMLElement): Look {
  const style = getComputedStyle(root)
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return {
    unit: Number.parseFloat(style.fontSize) / 16,
    sea: token('map-sea'),
    land: token('map-land'),
    neighbourLine: token('map-neighbour-line'),
    region: token('map-region'),
    regionLine: token('map-region-line'),
    districtLine: token('map-district-line'),
    label: token('map-label'),
    labelQuiet: token('map-label-quiet'),
    halo: token('map-halo'),
    quake: token('map-quake'),
    ticket: token('map-ticket'),
    overdue: token('late'),
    project: token('map-project'),
    edge: token('mark-edge'),
    levels: [token('level-0'), token('level-1'), token('level-2'), token('level-3')],
    levelLines: [token('level-0'), token('level-1-line'), token('level-2-line'), token('level-3-line')],
  }
}
