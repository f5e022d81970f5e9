import { shownCameras } from '../../shared/cameras.ts'
import { overdue, reportingOf } from '../../shared/reporting.ts'
import type { Kind } from '../../shared/situation/items.ts'
import type { Situation } from '../../shared/situation/situation.ts'
import { meetingsDue } from '../status/meetings-due.ts'
import { forecastRows } from './forecast.ts'

/** How many rows a tile has, where one of none needs no more than a line. What the wall is about (incidents, latest) keeps its room. */
const rowsOf: Record<string, (situation: Situation, now: number) => number> = {
  // Its one row may be all there is to say of a decree; two are a list.
  status: (situation) => (situation.status.size || meetingsDue(situation).length) - 1,
  water: ({ index }) => index.observationsByKind.get('water-level')?.size ?? 0,
  forecast: (situation, now) => forecastRows(situation, now).length,
  cameras: ({ setting }) => shownCameras(setting.get('cameras')?.value).length,
  decisions: ({ decision }) => decision.size,
  tickets: ({ ticket }) => ticket.size,
  projects: ({ project }) => project.size,
  shelters: ({ resource }) => resource.size,
  silent: ({ setting, report, index }, now) =>
    overdue(reportingOf(setting.get('reporting')?.value), report, now, index.calendar).length,
}
/** What these rows hang on. */
export const idleKinds: readonly Kind[] = [
  ...(['status', 'incident', 'observation', 'decision', 'ticket', 'project', 'resource'] as const),
  ...(['report', 'setting'] as const),
]

/** The tiles that have no more than one line to say at `now`, ms UTC. */
export function idleTiles(situation: Situation, now: number): ReadonlySet<string> {
  return new Set(Object.keys(rowsOf).filter((tile) => (rowsOf[tile]?.(situation, now) ?? 1) <= 0))
}

/** So long a tile has had nothing to say before its room goes to others: a wall does not breathe. */
const settleMs = 5 * 60_000

/** Which tiles give up their room: one that has more to say has it back at once, one that fell silent gives it up later. */
export class Settled {
  #since = new Map<string, number>()

  /** `seen`: idle at `at`, ms of any steady clock. `anew`: what is shown changes anyway, and nothing has to settle. */
  settle(seen: ReadonlySet<string>, at: number, anew: boolean): ReadonlySet<string> {
    const since = new Map([...seen].map((tile) => [tile, anew ? -Infinity : (this.#since.get(tile) ?? at)]))
    this.#since = since
    return new Set([...seen].filter((tile) => at - (since.get(tile) ?? at) >= settleMs))
  }
}
