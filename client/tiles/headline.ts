import { levelName, levels } from '../../shared/levels.ts'
import type { Incident, Status } from '../../shared/situation/items.ts'
import type { Situation } from '../../shared/situation/situation.ts'
import { magnitudesOf, quakeBehind } from '../earthquakes.ts'
import { warningsInForce } from '../warnings.ts'

/** The figures of people that lead, in the order in which they are said. */
export const peopleNames = ['meninggal', 'hilang', 'luka', 'mengungsi', 'menderita'] as const
export type PeopleName = (typeof peopleNames)[number]

/** What matters most now, for one line. */
export interface HeadlineFacts {
  level: number
  /** What the worst incident or warning is called; undefined when nothing is open. */
  subject: string | undefined
  open: number
  handled: number
  warnings: number
  /** Until when a tsunami warning holds, RFC 3339; undefined where none does. */
  tsunami: string | undefined
  /** `differs`: sources disagree about a part of it, and nobody has picked one. */
  people: { name: PeopleName; value: number; differs?: true }[]
  /** Of the earthquake that leads: what each institution says of its magnitude, the newest statement first. */
  magnitudes: { by: string; value: number }[]
  /** The legal emergency statuses in force. */
  statuses: Status[]
}

const gradeOf = (level: number) => levels.indexOf(levelName(level))

/** Several words of one figure: persons hurt badly and lightly are persons hurt. */
const parts: Record<PeopleName, readonly string[]> = {
  meninggal: ['meninggal'],
  hilang: ['hilang'],
  luka: ['luka', 'lukaBerat', 'lukaRingan'],
  mengungsi: ['mengungsi'],
  menderita: ['menderita'],
}

/** The facts of the headline at `now` (ms UTC), from what is open and in force. */
export function headlineFacts(situation: Situation, now: number): HeadlineFacts {
  const sums = new Map<PeopleName, number>()
  const differing = new Set<PeopleName>()
  let worst: Incident | undefined
  let handled = 0
  for (const incident of situation.incident.values()) {
    const level = gradeOf(incident.level)
    if (incident.status === 'handled') handled++
    if (
      !worst ||
      level > gradeOf(worst.level) ||
      (level === gradeOf(worst.level) && incident.at > worst.at)
    ) {
      worst = incident
    }
    for (const name of peopleNames) {
      const value = parts[name].reduce((sum, part) => sum + (incident.impact[part]?.value ?? 0), 0)
      if (parts[name].some((part) => incident.impact[part]?.differs)) differing.add(name)
      if (value > 0) sums.set(name, (sums.get(name) ?? 0) + value)
    }
  }
  const warnings = warningsInForce(situation, now)
  const [warning] = warnings
  const incidentLevel = worst ? gradeOf(worst.level) : -1
  const warningLevel = warning ? gradeOf(warning.level) : -1
  const quake = worst && warningLevel <= incidentLevel ? quakeBehind(situation, worst) : undefined
  return {
    level: Math.max(0, incidentLevel, warningLevel),
    subject: warningLevel > incidentLevel ? warning?.headline : worst?.title,
    open: situation.incident.size,
    handled,
    warnings: warnings.length,
    tsunami: warnings.find(({ hazard }) => hazard === 'tsunami')?.expires,
    magnitudes: quake ? magnitudesOf(situation, quake) : [],
    statuses: [...situation.status.values()].filter(({ until }) => Date.parse(until) > now),
    people: peopleNames.flatMap((name) => {
      const value = sums.get(name)
      return value === undefined
        ? []
        : [{ name, value, ...(differing.has(name) && { differs: true as const }) }]
    }),
  }
}
