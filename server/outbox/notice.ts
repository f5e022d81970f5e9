import { agencyName } from '../../shared/agency-names.ts'
import { cut } from '../../shared/audience.ts'
import type { RecordedEvent } from '../../shared/events/types.ts'
import { levelName } from '../../shared/levels.ts'
import { titleFor } from '../../shared/situation/latest.ts'
import type { Situation } from '../../shared/situation/situation.ts'
import type { Target } from '../registers/outbox-store.ts'

/** What is told of a statement outside the room: what a wall may show of it, and nothing else. */
export interface Notice {
  type: string
  /** When it was recorded, UTC. */
  timestamp: string
  title: string
  level?: number
  /** The page on which to act. */
  page: string
  data: { id: string; source: string; subject: string; seq: number; region?: string; said: unknown }
}

const words: Record<string, string> = {
  'alarm.raised': 'Alarm',
  'task.assigned': 'Tugas baru',
  'task.escalated': 'Tugas belum diterima',
  'task.completed': 'Tugas selesai',
  'incident.reported': 'Kejadian dilaporkan',
  'incident.verified': 'Kejadian terverifikasi',
  'incident.resolved': 'Kejadian selesai',
  'warning.issued': 'Peringatan dini',
  'warning.updated': 'Peringatan dini diperbarui',
  'warning.cancelled': 'Peringatan dini dibatalkan',
  'status.declared': 'Status darurat ditetapkan',
  'status.extended': 'Status darurat diperpanjang',
  'status.ended': 'Status darurat berakhir',
}
const levelWords = { normal: '', waspada: 'Waspada', siaga: 'Siaga', awas: 'Awas' } as const

/** The notice of a statement, from the wall's situation; nothing of an alarm that does not begin to sound. */
export function noticeOf(situation: Situation, event: RecordedEvent): Notice | undefined {
  const alarm = situation.alarm.get(event.subject)
  if (event.type === 'alarm.raised' && alarm && alarm.rang !== event.seq) return undefined
  const seen = cut(event, 'wall')
  const { level } = seen.data as { level?: unknown }
  const whose = agencyOf(situation, event)
  const agency = whose && agencyName(situation.setting.get('agencies')?.value, whose)
  const what = titleFor(situation, seen) ?? event.subject
  const word = [
    words[event.type] ?? event.type,
    typeof level === 'number' ? levelWords[levelName(level)] : '',
  ]
  const to = event.type === 'task.escalated' && event.data.to ? ` → ${event.data.to}` : ''
  return {
    type: event.type,
    timestamp: event.recorded,
    title: `${word.filter(Boolean).join(' ')}: ${what}${agency ? ` (${agency}${to})` : ''}`,
    ...(typeof level === 'number' && { level }),
    page: '/desk',
    data: {
      ...{ id: seen.id, source: seen.source, subject: seen.subject, seq: seen.seq },
      ...(seen.region !== undefined && { region: seen.region }),
      said: seen.data,
    },
  }
}

/** Whose business it is, where it is one agency's. */
function agencyOf(situation: Situation, event: RecordedEvent): string | undefined {
  if ('agency' in event.data && typeof event.data.agency === 'string') return event.data.agency
  return situation.task.get(event.subject)?.agency
}

/** Whether a target wants to hear of a statement. */
export function wants(
  target: Target,
  situation: Situation,
  event: RecordedEvent,
  level: number | undefined,
): boolean {
  if (level !== undefined && level < target.level) return false
  const agency = agencyOf(situation, event)
  if (target.agency !== undefined && agency !== undefined && agency !== target.agency) return false
  return target.events.some((glob) => matches(glob, event.type))
}

/** `alarm.raised`, `alarm.*` or `*`. */
const matches = (glob: string, type: string): boolean =>
  glob === '*' || glob === type || (glob.endsWith('.*') && type.startsWith(glob.slice(0, -1)))
