import { levelName, levels } from '../../shared/levels.ts'
import type { Incident, Status } from '../../shared/situation/items.ts'
import type { Situation } from '../../shared/situation/situation.ts'
import { magnitudesOf, quakeBehind } from '../earthquakes.ts'
import { warningsInForce } from '../warnings.ts'

/** The figures of people that lead, in the order in which they are said. */
const peopleNames = ['meninggal', 'hilang', 'luka', 'mengungsi', 'menderita'] as const
type PeopleName = (typeof peopleNames)[number]

/** A figure of people over all that is open: how old its oldest part is (UTC), and who is named for it. */
export interface PeopleFigure {
  name: PeopleName
  value: number
  asOf: string
  by: string[]
  /** Sources disagree about a part of it, and nobody has picked one. */
  differs?: true
}

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
  people: PeopleFigure[]
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
    people: peopleNames.flatMap((name) => peopleFigure(situation, name) ?? []),
  }
}

/** What is said of some people over all open incidents; nothing where nobody said a figure above nought. */
function peopleFigure({ incident }: Situation, name: PeopleName): PeopleFigure | undefined {
  const said = [...incident.values()]
    .flatMap(({ impact }) => parts[name].map((part) => impact[part]))
    .filter((one) => one !== undefined)
    .filter(({ value }) => value > 0)
  const [first] = said
  if (!first) return undefined
  return {
    name,
    value: said.reduce((sum, { value }) => sum + value, 0),
    asOf: said.reduce((oldest, { asOf }) => (asOf < oldest ? asOf : oldest), first.asOf),
    by: [...new Set(said.flatMap(({ by }) => by ?? []))],
    ...(said.some(({ differs }) => differs) && { differs: true }),
  }
}
