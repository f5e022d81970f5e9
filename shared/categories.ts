import * as z from 'zod'
import { id, line } from './events/fields.ts'

/** A category of complaints: its code, its name, where it stands in lists, and whose business it usually is. */
const category = z.looseObject({
  id,
  name: line,
  /** What sheets and other programs call it besides. */
  aliases: z.array(line).max(30).optional(),
  group: line.optional(),
  agency: id.optional(),
  description: line.optional(),
  /** About roads: its complaints are asked whether they belong to a road project that is late. */
  road: z.boolean().optional(),
})
export type Category = z.infer<typeof category>

export const categoriesSetting = z
  .array(category)
  .max(500)
  .refine((list) => new Set(list.map((one) => one.id)).size === list.length, 'a code stands there twice')

export function categoriesOf(value: unknown): Category[] {
  return (Array.isArray(value) ? value : []).flatMap((one) => {
    const read = category.safeParse(one)
    return read.success ? [read.data] : []
  })
}

/** The classes of complaints of SP4N-LAPOR!, in its order. */
export const ticketClasses = ['pengaduan', 'aspirasi', 'permintaan-informasi'] as const
