import { readFileSync } from 'node:fs'
import type { Geometry } from '../../shared/events/geometry.ts'
import { readEvent } from '../../shared/events/read.ts'
import type { NewEvent } from '../../shared/events/types.ts'
import { decode } from '../../server/feeds/decode.ts'
import type { Reader } from '../../server/feeds/feed.ts'
import { readers } from '../../server/feeds/index.ts'
import { cloudEvent, problemLine } from '../../server/feeds/statement.ts'

/** A body under tests/fixtures/feeds, as it came. */
export function body(name: string): string {
  return decode(readFileSync(new URL(`../fixtures/feeds/${name}`, import.meta.url)))
}

export function readerOf(format: string): Reader {
  const reader = readers[format]
  if (!reader) throw new Error(`no reader for ${format}`)
  return reader
}

/** What a reader makes of a body, every event checked as the log checks it. */
export function readBody(format: string, text: string): { events: NewEvent[]; reasons: string[] } {
  const reader = readerOf(format)
  const { events, refused } = reader.parse(text)
  const understood = events.map((event) => {
    const read = readEvent(cloudEvent(event, reader.source), {
      received: '2026-01-01T00:00:00Z',
      reference: () => 'r',
    })
    if ('problem' in read) throw new Error(problemLine(read.problem))
    return read.event
  })
  return { events: understood, reasons: refused.map(({ reason }) => reason) }
}

/** The one event of a body and its data as plain fields. */
export function only(format: string, text: string): { event: NewEvent; data: Record<string, unknown> } {
  const { events } = readBody(format, text)
  const [event] = events
  if (!event || events.length !== 1) throw new Error(`${events.length} events`)
  return { event, data: dataOf(event) }
}

export const dataOf = (event: NewEvent | undefined): Record<string, unknown> => ({ ...event?.data })

export function geometryOf(event: NewEvent | undefined): Geometry | undefined {
  return event && 'geometry' in event.data ? (event.data.geometry ?? undefined) : undefined
}

export function detailsOf(event: NewEvent | undefined): Record<string, unknown> {
  return event?.type === 'observation.made' ? { ...event.data.details } : {}
}
