import type { FieldFault } from '../../shared/events/problem.ts'
import type { Reason } from '../../shared/events/reasons.ts'

/** A statement as a feed tells it, before the checks that every event goes through (shared/events/read.ts). */
export interface Told {
  /** Names the statement: the same words are the same id, a revision is another one. */
  id: string
  type: string
  /** Names the thing that the statement is about. */
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
  /** How many more were read and left out, being far away. */
  leftOut?: number
}

/** Whether a reading came to nothing though there was something to read: that is no quiet day. */
export function cameToNothing({ events, refused, leftOut = 0 }: Reading, named: readonly string[]): boolean {
  return refused.length > 0 && events.length + leftOut + named.length === 0
}

/** How a format is read: pure, from text. Throws Unreadable only when the body as a whole is not that format. */
export interface Reader {
  /** The FORMAT of `ruang read`, e.g. bmkg-gempadirasakan. */
  format: string
  /** The CloudEvents `source` of what is read in this format where no feed says otherwise. */
  source: string
  parse: (body: string) => Reading
  /** Addresses of further bodies that this one names, each once. */
  more?: (body: string) => string[]
}

/** A source: who they are, how often they speak, when they are late. */
export interface Speaker {
  /** Subject of its source.declared, e.g. bmkg-gempadirasakan. */
  name: string
  /** Shown on the wall, e.g. 'Gempa dirasakan'. */
  title: string
  owner: string
  /** The words with which the owner's terms ask to be named wherever the data is shown. */
  credit?: string
  /** The CloudEvents `source` of its events: the same for feeds that repeat each other, so that one statement is one event. */
  source: string
  everySeconds: number
  lateAfterSeconds: number
}

/** A source that is polled, and the reader of what it sends. */
export interface Feed extends Speaker {
  url: string
  reader: Reader
  /** The reader of the bodies that `reader.more` names. */
  detail?: Reader
}

/** Why something was not read: one sentence, and where people hand it in its name for their language. */
type Cause = string | (Partial<Reason> & { detail: string; errors?: FieldFault[] })

class Unread extends Error {
  /** What a page makes words of; nothing where the sentence is all there is. */
  readonly said: Omit<Extract<Cause, object>, 'detail'> | undefined
  constructor(cause: Cause, options?: ErrorOptions) {
    super(typeof cause === 'string' ? cause : cause.detail, options)
    if (typeof cause === 'string') return
    const { detail: _, ...said } = cause
    this.said = said
  }
}

/** The body as a whole is not of the format: one sentence that says what it is instead, or where it breaks. */
export class Unreadable extends Unread {
  override name = 'Unreadable'
}

/** One record, or a part of it, cannot be read: one sentence that names the field and what stands there. */
export class Refused extends Unread {
  override name = 'Refused'
}
