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

const hours = (end: string) => `(julianday(${end}) - julianday(opened)) * 24`

/** The value at the nearest rank of a sorted list: https://en.wikipedia.org/wiki/Percentile#The_nearest-rank_method */
export function nearestRank(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
}

export function statisticsOf(db: DatabaseSync): Statistics {
  function lists(column: string, of: string, value: string, from: string, to: string) {
    const found = new Map<string, number[]>()
    const rows = db
      .prepare(
        `SELECT ${of} AS of, ${value} AS value FROM ticket WHERE ${column} BETWEEN ? AND ? ORDER BY value`,
      )
      .all(from, to)
    for (const row of rows) {
      const key = String(row.of ?? '')
      const list = found.get(key)
      if (list) list.push(Number(row.value ?? NaN))
      else found.set(key, [Number(row.value ?? NaN)])
    }
    return found
  }
  const round = (value: number | undefined) => (value === undefined ? undefined : Math.round(value * 10) / 10)

  return {
    statistics: (by, from, to) => {
      const of = (column: string) => (by === 'month' ? column : by)
      const response = lists('openedMonth', of('openedMonth'), hours('responded'), from, to)
      const closing = lists('closedMonth', of('closedMonth'), hours('closed'), from, to)
      const inTime = lists('closedMonth', of('closedMonth'), 'inTime', from, to)
      return [...new Set([...response.keys(), ...closing.keys()])].sort().map((name) => {
        const responded = (response.get(name) ?? []).filter((value) => !Number.isNaN(value))
        const closed = closing.get(name) ?? []
        return {
          of: name,
          opened: response.get(name)?.length ?? 0,
          closed: closed.length,
          inTime: (inTime.get(name) ?? []).reduce((sum, one) => sum + one, 0),
          responseMedian: round(nearestRank(responded, 0.5)),
          responseP90: round(nearestRank(responded, 0.9)),
          closingMedian: round(nearestRank(closed, 0.5)),
          closingP90: round(nearestRank(closed, 0.9)),
        }
      })
    },
  }
}
