import * as z from 'zod'
import { id, instant } from './fields.ts'

/**
 * What surrounds the data of an event: CloudEvents 1.0 (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md)
 * with our extensions `region` (Kemendagri code) and `basis` (the seq a person saw before acting).
 * `actor`, `vault`, `seq` and `recorded` are set by the server; a sender's are passed over.
 */
export const envelope = z.object({
  specversion: z.literal('1.0'),
  id,
  source: id.describe('Who says it, a URI-reference: /bpbd/pusdalops, https://data.bmkg.go.id/…'),
  type: id,
  subject: id
    .optional()
    .describe('The id of the thing it happened to; left out for a new thing: the event id'),
  time: instant.optional().describe('When it happened; left out: when it was received'),
  datacontenttype: z.string().regex(/json/i, 'only JSON data is read').optional(),
  region: z
    .string()
    .regex(/^\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?$/, 'must be a dotted Kemendagri code, e.g. 52.02.04.2009')
    .optional(),
  basis: z.coerce.number().int().min(0).optional(),
})

/** The envelope of an event that has been read: time and subject are always there. */
export interface Envelope {
  specversion: '1.0'
  id: string
  source: string
  subject: string
  /** UTC, milliseconds. */
  time: string
  region?: string | undefined
  basis?: number | undefined
  /** Reference of the vault record that holds what was taken out of this event. */
  vault?: string | undefined
  /** Who did it, for what people do: an opaque reference and the role, e.g. `operator:k_3f9a`. */
  actor?: string | undefined
  /** The item as it last stood, filled in by the hub when the event brings back an item that had left the situation. */
  card?: Record<string, unknown> | undefined
}

/** What the log adds when it has written an event down. */
export interface Recorded {
  /** From 1, without gaps. */
  seq: number
  /** The world's clock at recording, UTC, never decreasing. */
  recorded: string
}
