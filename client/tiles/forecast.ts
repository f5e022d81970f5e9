import type { Situation } from '../../shared/situation/situation.ts'

const stepMs = 3 * 3_600_000

/** What the sky does, by BMKG's code (https://data.bmkg.go.id/prakiraan-cuaca/). */
export type Sky = 'clear' | 'cloud' | 'haze' | 'rain' | 'heavy' | 'storm'

interface ForecastStep {
  at: number
  sky: Sky | undefined
  words: string
  degrees: number | undefined
}

interface ForecastRow {
  district: string
  steps: ForecastStep[]
}

function skyOf(code: unknown): Sky | undefined {
  if (typeof code !== 'number') return undefined
  if (code <= 2) return 'clear'
  if (code <= 4) return 'cloud'
  if (code <= 45) return 'haze'
  if (code === 63) return 'heavy'
  return code >= 95 ? 'storm' : 'rain'
}

/** The next 24 hours of each district, from the step that is under way at `now`; what is over is left out. */
export function forecastRows(situation: Situation, now: number): ForecastRow[] {
  const byDistrict = new Map<string, ForecastStep[]>()
  for (const id of situation.index.observationsByKind.get('forecast') ?? []) {
    const one = situation.observation.get(id)
    const at = Date.parse(one?.at ?? '')
    if (!one?.region || at <= now - stepMs || at > now + 8 * stepMs) continue
    const { weather, words } = one.details ?? {}
    const district = one.region.slice(0, 8)
    const steps = byDistrict.get(district) ?? []
    steps.push({ at, sky: skyOf(weather), words: typeof words === 'string' ? words : '', degrees: one.value })
    byDistrict.set(district, steps)
  }
  return [...byDistrict]
    .map(([district, steps]) => ({ district, steps: steps.sort((a, b) => a.at - b.at).slice(0, 8) }))
    .sort((a, b) => a.district.localeCompare(b.district))
}
