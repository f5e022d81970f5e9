import type { EventData, EventType, RecordedEvent } from '../../shared/events/types.ts'
import { evolve } from '../../shared/situation/evolve.ts'
import { situationToJson } from '../../shared/situation/json.ts'
import { createSituation, type Situation } from '../../shared/situation/situation.ts'

/** The evening of 5 August 2018, 19.46 WITA. */
export const evening = Date.parse('2018-08-05T11:46:00Z')
export const site = {
  region: '52.02',
  name: 'Kabupaten Lombok Tengah',
  timeZone: 'Asia/Makassar',
  zone: 'WITA',
  offsetHours: 8,
}

export function event<T extends EventType>(
  seq: number,
  type: T,
  subject: string,
  data: EventData<T>,
  at = evening,
): RecordedEvent {
  const time = new Date(at).toISOString()
  const envelope = { specversion: '1.0', id: `e${seq}`, source: '/uji', subject, time, recorded: time }
  return { ...envelope, seq, type, data } as RecordedEvent
}

export const point = { type: 'Point' as const, coordinates: [116.28, -8.7] as [number, number] }

export const incident = (seq: number, id: string, level = 2, title = `Banjir di ${id}`) =>
  event(seq, 'incident.reported', id, { hazard: 'banjir', level, title, geometry: point })

/** The first `n` events of a log in which each reports an incident. */
export const incidents = (from: number, to: number): RecordedEvent[] =>
  Array.from({ length: to - from + 1 }, (_, at) => incident(from + at, `k${from + at}`))

export function folded(
  events: readonly RecordedEvent[],
  settings: Record<string, unknown> = { site },
): Situation {
  const situation = createSituation(settings)
  for (const each of events) evolve(situation, each)
  return situation
}

/** What a server that holds these events sends as its situation. */
export const sent = (events: readonly RecordedEvent[]) =>
  JSON.parse(JSON.stringify(situationToJson(folded(events)))) as ReturnType<typeof situationToJson>

export const clock = { now: evening, rate: 1 }
