import type { Indicator } from '../../shared/situation/items.ts'

const dayMs = 86_400_000
/** Days of a rhythm's period, by how Indonesian offices write it. */
const periods: readonly [RegExp, number][] = [
  [/hari|daily/i, 1],
  [/minggu|pekan|week/i, 7],
  [/triwulan|quarter/i, 92],
  [/semester/i, 183],
  [/bulan|month/i, 31],
  [/tahun|year|annual/i, 366],
]
/** A figure is late when it is older than its period and half of it again. */
const grace = 1.5

/** The areas of an indicator in up to five classes of equal width. */
interface Classes {
  /** Lower and upper end of each class, from the lowest. */
  classes: [from: number, to: number][]
  /** By area code: its class, absent where nothing was measured, and whether what it says is late. */
  areas: Map<string, { class?: number; late: boolean }>
}

/**
 * The classes of an indicator's values in these areas at `now` (ms UTC). Late is what is older than its rhythm allows,
 * or, without a known rhythm, older than the newest of the others.
 */
export function classesOf(
  { byRegion, cadence }: Pick<Indicator, 'byRegion' | 'cadence'>,
  codes: readonly string[],
  now: number,
): Classes {
  const known = codes.flatMap((code) => byRegion[code] ?? [])
  const values = known.map(({ value }) => value)
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const count = values.length === 0 ? 0 : least === most ? 1 : 5
  const step = count > 1 ? (most - least) / count : 0
  const newest = Math.max(...known.map(({ asOf }) => Date.parse(asOf)))
  const days = periods.find(([words]) => words.test(cadence ?? ''))?.[1]
  const latest = days === undefined ? newest : now - days * grace * dayMs
  const areas: Classes['areas'] = new Map()
  for (const code of codes) {
    const there = byRegion[code]
    if (!there) {
      areas.set(code, { late: true })
      continue
    }
    const at = step > 0 ? Math.min(count - 1, Math.floor((there.value - least) / step)) : 0
    areas.set(code, { class: at, late: Date.parse(there.asOf) < latest })
  }
  const classes = Array.from({ length: count }, (_, at): [number, number] => [
    least + at * step,
    at === count - 1 ? most : least + (at + 1) * step,
  ])
  return { classes, areas }
}

/** Village codes have this many characters: 52.02.04.2009. */
const villageLength = 13
export const knowsVillages = ({ byRegion }: Pick<Indicator, 'byRegion'>): boolean =>
  Object.keys(byRegion).some((code) => code.length === villageLength)

/** The colours of five classes between two, whose lightness runs one way: they are told apart in grey as well. */
export const rampOf = (from: string, to: string): string[] =>
  [8, 28, 48, 68, 88].map((share) => `color-mix(in oklab, ${to} ${share}%, ${from})`)
