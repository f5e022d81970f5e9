import type { NewEvent } from '../../shared/events/types.ts'
import type { Log } from '../../server/log/log.ts'

/** A statement as the hub would hand it over. */
export function told(id: string, more: Partial<NewEvent<'source.heard'>> = {}): NewEvent {
  return {
    specversion: '1.0',
    id,
    source: '/test',
    subject: 'gauge',
    time: '2026-03-30T01:00:00.000Z',
    type: 'source.heard',
    data: { asOf: '2026-03-30T01:00:00.000Z', items: 1 },
    ...more,
  }
}

export const at = (second: number): string => new Date(Date.UTC(2026, 2, 30, 2, 0, second)).toISOString()

/** Appends statements of these ids. */
export function append(log: Log, ...ids: string[]) {
  return log.append(at(0), async () => ids.map((id) => told(id)))
}

/** 1, 2 … `last`. */
export const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)

export const later = (ms: number) => new Promise((resume) => setTimeout(resume, ms))

/** The numbers that a follower from the beginning is told, as they come. */
export function follow(log: Log): number[] {
  const seen: number[] = []
  log.follow(0, (events) => seen.push(...events.map(({ seq }) => seq)))
  return seen
}

/** Waits until it is so; throws after 15 s. */
export async function until(so: () => boolean): Promise<void> {
  for (const begun = Date.now(); !so();) {
    if (Date.now() - begun > 15_000) throw new Error(`not so after 15 s: ${so.toString()}`)
    await new Promise((resume) => setTimeout(resume, 2))
  }
}

/** A log as registers follow it, from its end on. */
export const followed = (log: Log) => ({
  log,
  follow: (onEvents: (seq: number, texts: string[]) => void) =>
    log.follow(Number.MAX_SAFE_INTEGER, (events) => {
      const texts = events.map((event) => JSON.stringify(event))
      onEvents(events.at(-1)?.seq ?? 0, texts)
    }),
})
