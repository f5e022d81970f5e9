import * as z from 'zod'
import { id, line } from '../events/fields.ts'

/** A seat of the command structure (SKPDB, Perka BNPB 3/2016), and the seat that it answers to. */
const seat = z.object({ id, title: line, under: id.optional() })
type Seat = z.infer<typeof seat>

/** The setting `commandSeats`. */
export const seats = z
  .array(seat)
  .max(100)
  .refine((list) => new Set(list.map((one) => one.id)).size === list.length, 'a seat stands there twice')

export function seatsOf(value: unknown): Seat[] {
  const read = seats.safeParse(value)
  return read.success ? read.data : []
}
