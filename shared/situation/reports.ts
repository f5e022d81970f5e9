import type { RecordedEvent } from '../events/types.ts'
import type { Report } from './items.ts'
import { lean } from './marks.ts'
import { touch, type Situation, type Touch } from './situation.ts'

/** So many moments of handing in are kept by kind. */
export const handedKept = 40
const kindsKept = 20

export function reportSubmitted(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'report.submitted'>,
): void {
  const { agency, title, kind } = event.data
  const before = situation.report.get(agency)
  const newest = !before || event.time >= before.at
  const shown = newest
    ? { title, at: event.time, kind }
    : { title: before.title, at: before.at, kind: before.kind }
  const report: Report = lean({
    id: agency,
    seq: event.seq,
    ...shown,
    count: (before?.count ?? 0) + 1,
    handed: handIn(before?.handed, kind ?? '', event.time),
    reminded: before?.reminded,
  })
  situation.report.set(agency, report)
  touch(situation, touched, 'report', agency)
}

function handIn(handed: Report['handed'], kind: string, at: string): Record<string, string[]> {
  const own = handed && Object.hasOwn(handed, kind) ? (handed[kind] ?? []) : undefined
  if (!own && Object.keys(handed ?? {}).length >= kindsKept) return handed ?? {}
  const times = [...(own ?? []), at].sort().slice(-handedKept)
  return Object.fromEntries([
    ...Object.entries(handed ?? {}).filter(([name]) => name !== kind),
    [kind, times],
  ])
}

export function reportReminded(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'report.reminded'>,
): void {
  const { agency, report: kind, due, step } = event.data
  const before = situation.report.get(agency)
  const report: Report = before
    ? { ...before, seq: event.seq }
    : { id: agency, seq: event.seq, title: '', at: '', count: 0 }
  const others = Object.entries(report.reminded ?? {}).filter(([name]) => name !== kind)
  report.reminded = Object.fromEntries([...others, [kind, { due, step }] as const].slice(-kindsKept))
  situation.report.set(agency, report)
  touch(situation, touched, 'report', agency)
}
