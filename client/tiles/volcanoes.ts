import type { Situation } from '../../shared/situation/situation.ts'

/** A volcano and its level as PVMBG counts them, I Normal to IV Awas, here 0 to 3. */
export interface VolcanoRow {
  id: string
  seq: number
  title: string
  level: number
  /** Since when, ms UTC; `until` of a warning alone. */
  at: number
  until?: number
  by: string
  heightKm?: number
}

/**
 * Volcanoes, the gravest first: observations of kind `volcano-level` (a volcano's level stands until the next one), and
 * warnings of an eruption that are in force.
 */
export function volcanoRows(situation: Situation, now: number): VolcanoRow[] {
  const observed = [...(situation.index.observationsByKind.get('volcano-level') ?? [])].flatMap((id) => {
    const one = situation.observation.get(id)
    if (one?.level === undefined) return []
    const { seq, title, level, source, details = {} } = one
    const { columnKm, by = source.replace(/^\//, '') } = details
    const height = typeof columnKm === 'number' ? { heightKm: columnKm } : {}
    return [{ id, seq, title, level, at: Date.parse(one.at), by: String(by), ...height }]
  })
  const warned = [...situation.warning.values()].flatMap((one) => {
    const [until, { id, seq, level }] = [Date.parse(one.expires), one]
    if (one.hazard !== 'erupsi' || one.cancelled || until <= now) return []
    return [{ id, seq, title: one.headline, level, at: Date.parse(one.said), until, by: one.issuer }]
  })
  return [...observed, ...warned].sort((a, b) => b.level - a.level || b.at - a.at)
}
