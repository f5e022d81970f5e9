/** A statement as a feed tells it, before the checks that every event goes through (shared/events/read.ts). */
export interface Told {
  id: string
  type: string
  subject?: string
  /** RFC 3339 with a zone. */
  time: string
  region?: string
  data: Record<string, unknown>
}

/** What a reader makes of one body: statements in the body's order, and what it refuses, each with its reason. */
export interface Reading {
  events: Told[]
  refused: { reason: string; raw: string }[]
}

/** How a format is read: pure, from text. Throws (one clear sentence) only when the body as a whole is not that format. */
export interface Reader {
  /** The FORMAT of `ruang read`, e.g. bmkg-gempadirasakan. */
  format: string
  parse: (body: string) => Reading
  /** Addresses of further bodies that this one names. */
  more?: (body: string) => string[]
}

/** A source that is polled: who they are, how often they speak, when they are late, and the reader of what they send. */
export interface Feed {
  /** Subject of its source.declared and part of its events' `source`, e.g. bmkg-gempadirasakan. */
  name: string
  /** Shown on the wall, e.g. 'Gempa dirasakan'. */
  title: string
  owner: string
  /** The CloudEvents `source` of its events: the same for feeds that repeat each other, so that one statement is one event. */
  source: string
  everySeconds: number
  lateAfterSeconds: number
  url: string
  reader: Reader
  /** The reader of the bodies that `reader.more` names. */
  detail?: Reader
}
