import type { DatabaseSync } from 'node:sqlite'
import { nearestRank } from './ticket-statistics.ts'

/** How an agency keeps its deadlines. Shares are of what it closed, 0 to 1; undefined where it closed nothing. */
export interface AgencyStanding {
  agency: string
  open: number
  overdue: number
  /** Days past the deadline: of the overdue ones in the middle, and of the one that has waited longest. */
  overdueMedianDays: number | undefined
  overdueLongestDays: number | undefined
  /** Closed in the last 30 days, and the share by the deadline. */
  closed: number
  inTimeShare: number | undefined
  /** The same share of the 30 days before, for the trend. */
  shareBefore: number | undefined
}

const dayMs = 86_400_000
const periodDays = 30

/**
 * The agencies by how long what is overdue has waited in the median, then by the lower share in time; never by how much they
 * have: who is given most is not the worst. `now`: ms UTC.
 */
export function readRanking(db: DatabaseSync): (now: number) => AgencyStanding[] {
  const open = db.prepare('SELECT agency, due, held FROM ticket WHERE closed IS NULL AND agency IS NOT NULL')
  const ended = db.prepare(`
    SELECT agency, count(*) AS closed, sum(inTime) AS inTime FROM ticket
    WHERE closed > ? AND closed <= ? AND agency IS NOT NULL GROUP BY agency`)
  return (now) => {
    const at = (days: number) => new Date(now - days * dayMs).toISOString()
    const standings = new Map<string, { open: number; ages: number[] }>()
    const of = (agency: unknown) => {
      const name = String(agency)
      const found = standings.get(name) ?? { open: 0, ages: [] }
      standings.set(name, found)
      return found
    }
    for (const { agency, due, held } of open.all()) {
      const one = of(agency)
      one.open++
      const age = (now - Date.parse(String(due))) / dayMs
      if (age > 0 && !held) one.ages.push(age)
    }
    const period = (from: number, to: number) =>
      new Map(ended.all(at(from), at(to)).map((row) => [String(row.agency), row]))
    const [last, before] = [period(periodDays, 0), period(2 * periodDays, periodDays)]
    for (const agency of [...last.keys(), ...before.keys()]) of(agency)
    const share = (row: Record<string, unknown> | undefined) =>
      row && Math.round((Number(row.inTime) / Number(row.closed)) * 1_000) / 1_000
    const tenth = (value: number | undefined) =>
      value === undefined ? undefined : Math.round(value * 10) / 10
    return [...standings]
      .map(([agency, { open, ages }]) => {
        ages.sort((a, b) => a - b)
        return {
          ...{ agency, open, overdue: ages.length },
          overdueMedianDays: tenth(nearestRank(ages, 0.5)),
          overdueLongestDays: tenth(ages.at(-1)),
          closed: Number(last.get(agency)?.closed ?? 0),
          inTimeShare: share(last.get(agency)),
          shareBefore: share(before.get(agency)),
        }
      })
      .sort(
        (a, b) =>
          (b.overdueMedianDays ?? 0) - (a.overdueMedianDays ?? 0) ||
          (a.inTimeShare ?? 1) - (b.inTimeShare ?? 1) ||
          (a.agency < b.agency ? -1 : 1),
      )
  }
}
