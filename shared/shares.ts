import type { Indicator } from './situation/items.ts'

/** Shares of one whole that do not come to 100 %. */
interface ShareFlag {
  whole: string
  /** Per cent, rounded to two digits. */
  sum: number
  /** The indicators that are shares of it; one alone where it is its own parts that do not add up. */
  indicators: string[]
}

/** Publishers round each share: so many points may be missing or too many. */
const tolerance = 0.5

const rounded = (value: number) => Math.round(value * 100) / 100

/**
 * Wholes whose shares do not add up to 100 %, wherever they are shown: indicators that are shares of one whole and are measured
 * for one day, and an indicator in per cent with parts. A whole of which only one share is known says nothing.
 */
export function shareFlags(indicators: Iterable<Indicator>): ShareFlag[] {
  const wholes = new Map<string, Indicator[]>()
  const flags: ShareFlag[] = []
  for (const indicator of indicators) {
    const { id, shareOf, value, asOf, parts, unit } = indicator
    if (shareOf !== undefined && value !== undefined) {
      const whole = `${shareOf}\n${asOf}`
      wholes.set(whole, [...(wholes.get(whole) ?? []), indicator])
    }
    const shares = Object.values(parts ?? {})
    if (unit === '%' && shares.length > 1) flags.push(...wrong(id, shares, [id]))
  }
  for (const [whole, shares] of wholes) {
    if (shares.length < 2) continue
    const values = shares.map(({ value = 0 }) => value)
    flags.push(
      ...wrong(
        whole.split('\n')[0] ?? '',
        values,
        shares.map(({ id }) => id),
      ),
    )
  }
  return flags
}

function wrong(whole: string, shares: number[], indicators: string[]): ShareFlag[] {
  const sum = rounded(shares.reduce((total, share) => total + share, 0))
  return Math.abs(sum - 100) > tolerance ? [{ whole, sum, indicators }] : []
}
