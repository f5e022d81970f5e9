import { agencyFullName } from '../agency-names.ts'
import type { ReportContent } from '../events/sitrep.ts'
import { freshness } from '../freshness.ts'
import type { NeedLine } from '../relief/rations.ts'
import type { Task } from '../situation/items.ts'
import type { Situation } from '../situation/situation.ts'
import { rangeText } from './text.ts'

type Tasks = readonly Task[]

/** What stands in the way: tasks that wait for somebody, and sources that are silent. */
export function obstaclesOf(
  { source, setting }: Situation,
  tasks: Tasks,
  now: number,
): ReportContent['obstacles'] {
  const waiting = tasks.flatMap(({ title, agency, blocked, blockedBy, blockedSince }) =>
    blocked === undefined
      ? []
      : {
          text: `${agencyFullName(setting.get('agencies')?.value, agency)}: ${title}. Terhambat: ${blocked}`.slice(
            0,
            300,
          ),
          ...(blockedBy && { by: blockedBy }),
          ...(blockedSince && { since: blockedSince }),
        },
  )
  const silent = [...source.values()].flatMap((one) => {
    const { state } = freshness(one, now)
    if (state !== 'silent' && state !== 'failed') return []
    const since = one.failing?.since ?? one.heard
    return {
      text: `Sumber data diam: ${one.title ?? one.id}`.slice(0, 300),
      ...(one.owner && { by: one.owner }),
      ...(since && { since }),
    }
  })
  return [...waiting, ...silent]
}

/** By priority: what is short (the larger share of its need first), then tasks that nobody took up. */
export function urgentOf({ setting }: Situation, aid: readonly NeedLine[], tasks: Tasks): string[] {
  const agencies = setting.get('agencies')?.value
  const missing = aid
    .flatMap((line) => (line.short && line.short[1] > 0 ? { ...line, short: line.short } : []))
    .map((line) => ({ line, share: line.short[1] / Math.max(line.computed?.[1] ?? 0, line.asked ?? 0) }))
    .sort((a, b) => b.share - a.share)
    .map(({ line: { title, unit, short } }) => `${title}: kurang ${rangeText(short)} ${unit}`)
  const waiting = tasks
    .filter(({ status }) => status === 'assigned')
    .sort((a, b) => (a.assigned < b.assigned ? -1 : 1))
    .map(({ agency, title }) =>
      `Tugas belum diterima ${agencyFullName(agencies, agency)}: ${title}`.slice(0, 300),
    )
  return [...missing, ...waiting]
}
