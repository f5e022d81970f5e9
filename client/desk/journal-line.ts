import { count } from '../format.ts'
import { m } from '../messages/index.ts'

/** One line of a journal as the server gives it. */
export interface Line {
  seq: number
  type: string
  subject: string
  time: string
  actor: string
  who: string
  data: Record<string, unknown>
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

export function lineOf(row: Record<string, unknown>): Line {
  const { data, seq } = row
  return {
    seq: Number(seq),
    type: text(row.type),
    subject: text(row.subject),
    time: text(row.time),
    actor: text(row.actor),
    who: text(row.who),
    data: typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {},
  }
}

type JournalKind = keyof typeof m.desk.kinds

/** Where in the order message → triage → decision → done a statement stands. */
const kindOfType: Record<string, JournalKind> = {
  'incident.reported': 'pesan',
  'incident.verified': 'triase',
  'incident.rejected': 'triase',
  'incident.merged': 'triase',
  'incident.unmerged': 'triase',
  'incident.assessed': 'triase',
  'incident.picked': 'keputusan',
  'task.assigned': 'keputusan',
  'task.escalated': 'keputusan',
  'task.acknowledged': 'keputusan',
  'task.progressed': 'keputusan',
  'task.completed': 'selesai',
  'incident.resolved': 'selesai',
}

export function kindOf({ type, data }: Line): JournalKind {
  const said = text(data.kind)
  if (type === 'incident.noted' && said in m.desk.kinds) return said as JournalKind
  return kindOfType[type] ?? 'pesan'
}

/** What a statement says beyond its kind: in the words of whoever made it, without personal data. */
export function wordsOf({ type, data }: Line, agency: (id: string) => string): string {
  const words = type in m.events ? m.events[type as keyof typeof m.events] : type
  const figures = typeof data.impact === 'object' && data.impact !== null ? Object.entries(data.impact) : []
  const parts = [
    type === 'incident.noted' ? '' : words,
    text(data.title),
    agency(text(data.agency)),
    ...figures.map(([name, value]) => `${figureWord(name)} ${count(Number(value))}`),
    text(data.figure) && figureWord(text(data.figure)),
    text(data.by),
    text(data.reason),
    text(data.to),
    text(data.blocked),
    text(data.description),
    text(data.note),
  ]
  return parts.filter(Boolean).join(' · ')
}

export function figureWord(name: string): string {
  return Object.hasOwn(m.desk.figureNames, name)
    ? m.desk.figureNames[name as keyof typeof m.desk.figureNames]
    : name
}
