import type { Situation } from '../../shared/situation/situation.ts'
import { volcanoesOf, volcanoSource, volcanoSubject } from '../../shared/volcanoes.ts'

/** A volcano and its level as PVMBG counts them, I Normal to IV Awas, here 0 to 3; `level` undefined: nobody said. */
export interface VolcanoRow {
  id: string
  seq: number
  title: string
  level?: number
  /** Since when it is at this level, and when that was last looked at, ms UTC; `until` of a warning alone. */
  since?: number
  at?: number
  until?: number
  /** It was looked at so long ago that it may have changed. */
  late: boolean
  by: string
  heightKm?: number
}

/**
 * Volcanoes, the gravest first: those of the setting and whatever else is told as an observation of kind
 * `volcano-level`, whose level stands until the next one; and warnings of an eruption that are in force.
 */
export function volcanoRows(situation: Situation, now: number): VolcanoRow[] {
  const observed = [...(situation.index.observationsByKind.get('volcano-level') ?? [])].flatMap(
    (id): VolcanoRow[] => {
      const one = situation.observation.get(id)
      if (one?.level === undefined) return []
      const { seq, title, level, source, details = {} } = one
      const { columnKm, since, by = source.replace(/^\//, '') } = details
      const [at, begun] = [Date.parse(one.at), Date.parse(String(since))]
      const height = typeof columnKm === 'number' ? { heightKm: columnKm } : {}
      const late = now - at > volcanoSource.lateAfterSeconds * 1_000
      return [
        {
          id,
          seq,
          title,
          level,
          since: Number.isFinite(begun) ? begun : at,
          at,
          late,
          by: String(by),
          ...height,
        },
      ]
    },
  )
  const told = new Set(observed.map(({ id }) => id))
  const silent = volcanoesOf(situation.setting.get('volcanoes')?.value)
    .map((one): VolcanoRow => ({ id: volcanoSubject(one), seq: 0, title: one.name, late: false, by: '' }))
    .filter(({ id }) => !told.has(id))
  const warned = [...situation.warning.values()].flatMap((one): VolcanoRow[] => {
    const [until, since, { id, seq, level }] = [Date.parse(one.expires), Date.parse(one.said), one]
    if (one.hazard !== 'erupsi' || one.cancelled || until <= now) return []
    return [{ id, seq, title: one.headline, level, since, at: since, until, late: false, by: one.issuer }]
  })
  return [...observed, ...warned, ...silent].sort(
    (a, b) =>
      (b.level ?? -1) - (a.level ?? -1) || (b.since ?? 0) - (a.since ?? 0) || (a.title < b.title ? -1 : 1),
  )
}
