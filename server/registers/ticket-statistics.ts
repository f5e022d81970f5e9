import type { DatabaseSync } from 'node:sqlite'

/** By what figures are told apart. */
export const dimensions = ['agency', 'category', 'district', 'month'] as const
export type Dimension = (typeof dimensions)[number]

/**
 * One line of figures. Times are hours from the opening, by the clock on the wall, nights and holidays included;
 * percentiles are nearest ranks; undefined where there is nothing to take them of.
 */
export interface StatisticsRow {
  /** The agency, category, district (Kemendagri code) or month (YYYY-MM); empty: none yet. */
  of: string
  /** Opened in the period. */
  opened: number
  /** Closed in the period; of a complaint that was opened again the last closing counts. */
  closed: number
  /** Of these so many by their deadline. */
  inTime: number
  /** First response of those opened in the period. */
  responseMedian: number | undefined
  responseP90: number | undefined
  /** Closing of those closed in the period. */
  closingMedian: number | undefined
  closingP90: number | undefined
}

export interface Statistics {
  /** Months YYYY-MM, both counted, in the site's zone. */
  statistics: (by: Dimension, from: string, to: string) => StatisticsRow[]
}

/** The value at the nearest rank of a sorted list: https://en.wikipedia.org/wiki/Percentile#The_nearest-rank_method */
export function nearestRank(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
}

/** How often each value came, sorted: a year of a million is some thousand of these. */
interface Tally {
  all: number
  inTime: number
  /** Hours and how many; those without a value are in `all` alone. */
  values: [hours: number, count: number][]
}

function rankOf({ values }: Tally, share: number): number | undefined {
  const wanted = Math.max(1, Math.ceil(share * values.reduce((sum, [, count]) => sum + count, 0)))
  let sum = 0
  for (const [hours, count] of values) {
    sum += count
    if (sum >= wanted) return hours
  }
  return undefined
}

export function statisticsOf(db: DatabaseSync): Statistics {
  function tallies(month: string, of: string, tenths: string, inTime: string, from: string, to: string) {
    const found = new Map<string, Tally>()
    const rows = db
      .prepare(
        `SELECT ${of} AS of, ${tenths} AS tenths, count(*) AS count, ${inTime} AS inTime FROM ticket
         WHERE ${month} BETWEEN ? AND ? GROUP BY 1, 2 ORDER BY 2`,
      )
      .all(from, to)
    for (const row of rows) {
      const key = String(row.of ?? '')
      const tally = found.get(key) ?? { all: 0, inTime: 0, values: [] }
      found.set(key, tally)
      tally.all += Number(row.count)
      tally.inTime += Number(row.inTime)
      if (row.tenths !== null) tally.values.push([Number(row.tenths) / 10, Number(row.count)])
    }
    return found
  }
  const none: Tally = { all: 0, inTime: 0, values: [] }

  return {
    statistics: (by, from, to) => {
      const of = (month: string) => (by === 'month' ? month : by)
      const opened = tallies('openedMonth', of('openedMonth'), 'responseTenths', '0', from, to)
      const closed = tallies('closedMonth', of('closedMonth'), 'closingTenths', 'sum(inTime)', from, to)
      return [...new Set([...opened.keys(), ...closed.keys()])].sort().map((name) => {
        const [came, ended] = [opened.get(name) ?? none, closed.get(name) ?? none]
        return {
          of: name,
          opened: came.all,
          closed: ended.all,
          inTime: ended.inTime,
          responseMedian: rankOf(came, 0.5),
          responseP90: rankOf(came, 0.9),
          closingMedian: rankOf(ended, 0.5),
          closingP90: rankOf(ended, 0.9),
        }
      })
    },
  }
}
