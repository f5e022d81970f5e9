import { grade, marksFor } from '../../shared/coordination/water-level.ts'
import type { Situation } from '../../shared/situation/situation.ts'
import { lately, moment, reading } from '../format.ts'
import { m } from '../messages/index.ts'
import { siteOf } from '../site.ts'
import { warningsInForce } from '../warnings.ts'
import { gaugeName } from './options.ts'

/** What a list of incidents shows in the room that they leave: what was closed last, and what is watched. */
interface QuietRow {
  id: string
  level?: number
  title: string
  line: string
}
export interface QuietPart {
  title: string
  rows: QuietRow[]
}

const closing = new Set(['incident.resolved', 'incident.rejected', 'incident.merged'])
const closedMost = 3

/** Those that ended among the latest events, the newest first. */
function closedLately(situation: Situation, now: number): QuietRow[] {
  const site = siteOf(situation)
  const words: Record<string, string> = m.events
  return [...situation.latest.values()]
    .filter(({ type }) => closing.has(type))
    .sort((a, b) => b.seq - a.seq)
    .slice(0, closedMost)
    .map(({ seq, type, title, time }) => ({
      id: `${seq}`,
      title,
      line: [words[type] ?? type, lately(Date.parse(time), now, site)].join(' · '),
    }))
}

/** Warnings in force, then the gauges by how near they are to their next mark, each with the age of what it says. */
function watched(situation: Situation, now: number): QuietRow[] {
  const site = siteOf(situation)
  const warnings = warningsInForce(situation, now).map(({ id, level, headline, issuer, expires }) => ({
    id,
    level,
    title: headline,
    line: [issuer, m.until(moment(Date.parse(expires), now, site))].filter(Boolean).join(' · '),
  }))
  const setting = situation.setting.get('gauges')?.value
  const ids = situation.index.observationsByKind.get('water-level') ?? []
  const gauges = [...ids].flatMap((gauge) => {
    const one = situation.observation.get(gauge)
    if (one?.value === undefined) return []
    const { id, value, unit = '', at } = one
    const title = gaugeName(one)
    const marks = marksFor(setting, one)
    const level = grade(marks, value) ?? one.level ?? 0
    const next = [marks.waspada, marks.siaga, marks.awas][level]
    const left = next === undefined ? undefined : next - value
    const words = left === undefined ? '' : m.tiles.toMark(reading(left), unit, m.levels[level + 1] ?? '')
    const asOf = m.asOf(lately(Date.parse(at), now, site))
    const line = [`${reading(value)} ${unit}`.trim(), words, asOf].filter(Boolean).join(' · ')
    return { ...{ id, title, line, level, near: left ?? Infinity }, ...(level === 0 && { level: undefined }) }
  })
  const nearest = gauges
    .sort((a, b) => (b.level ?? 0) - (a.level ?? 0) || a.near - b.near)
    .map(({ id, title, line, level }) => ({ id, title, line, ...(level !== undefined && { level }) }))
  return [...warnings, ...nearest]
}

/** What fills so many half rows: a title takes one, a row two; what was closed leaves room for one that is watched. */
export function quietParts(situation: Situation, now: number, halves: number): QuietPart[] {
  const seen = watched(situation, now)
  const closed = closedLately(situation, now)
  const least = seen.length > 0 && closed.length > 0 ? 3 : 0
  const first = closed.slice(0, Math.max(0, Math.floor((halves - 1 - least) / 2)))
  const left = halves - (first.length > 0 ? 1 + 2 * first.length : 0)
  const second = seen.slice(0, Math.max(0, Math.floor((left - 1) / 2)))
  return [
    { title: m.closedLately, rows: first },
    { title: m.watched, rows: second },
  ].filter(({ rows }) => rows.length > 0)
}
