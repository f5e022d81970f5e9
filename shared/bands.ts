import * as z from 'zod'
import { line } from './events/fields.ts'

/** Bands of achievement, the highest first: from so many per cent on, called so. */
export const bandsSetting = z.array(z.object({ from: z.number(), title: line })).max(12)
export type Band = z.infer<typeof bandsSetting>[number]

/** Bands of the SAKIP evaluation by PermenPAN-RB 88/2021, which names them so; the setting `sakipBands` replaces them. */
const sakip: Band[] = [
  { from: 90.01, title: 'AA' },
  { from: 80.01, title: 'A' },
  { from: 70.01, title: 'BB' },
  { from: 60.01, title: 'B' },
  { from: 50.01, title: 'CC' },
  { from: 30.01, title: 'C' },
  { from: -Infinity, title: 'D' },
]

/** RKPD bands as commonly used; unconfirmed, so the setting `bands` replaces them. */
const usual: Band[] = [
  { from: 91, title: 'Sangat tinggi' },
  { from: 76, title: 'Tinggi' },
  { from: 66, title: 'Sedang' },
  { from: 51, title: 'Rendah' },
  { from: -Infinity, title: 'Sangat rendah' },
]

export function bandsOf(value: unknown, otherwise = usual): Band[] {
  const read = bandsSetting.safeParse(value).data
  return read && read.length > 0 ? [...read].sort((a, b) => b.from - a.from) : otherwise
}

export function sakipBandsOf(value: unknown): Band[] {
  return bandsOf(value, sakip)
}

/** The band in which an achievement lies; figures between two bands (90.5) belong to the lower one. */
export function bandOf(achieved: number, bands: Band[]): string {
  return bands.find(({ from }) => achieved >= from)?.title ?? bands.at(-1)?.title ?? ''
}
