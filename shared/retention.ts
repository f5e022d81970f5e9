import * as z from 'zod'
import { isEventType, type EventType } from './events/types.ts'

/** The setting: what leaves the log for archive files, and when personal data is erased. */
export const retention = 'retention'

/**
 * Records of service and of office: they stay in the log itself for good (UU 43/2009 on archives, UU 25/2009 on public
 * services), whatever their age.
 */
const staying =
  /^(incident|task|ticket|commitment|decision|seal|sealkey|sitrep|setting|vault|status|command|meeting|plan|exercise|handover)\./

const days = (least: number) => z.int().min(least).max(36_500)
const rule = z.strictObject({
  type: z
    .string()
    .refine(isEventType, 'is no type of event')
    .refine((type) => !staying.test(type), 'is a record of office and stays in the log'),
  /** Of observations alone this kind, e.g. hotspot; left out: all that no other rule names. */
  kind: z.string().max(64).optional(),
  /** So many days after its recording its text moves from the log to a file. */
  days: days(7),
})
type Rule = z.infer<typeof rule>

const nameOf = ({ type, kind }: Rule): string => (kind ? `${type}:${kind}` : type)

export const retentionSetting = z.strictObject({
  archive: z
    .array(rule)
    .max(50)
    .refine((list) => new Set(list.map(nameOf)).size === list.length, 'a type stands there twice')
    .refine(
      (list) => list.every(({ type, kind }) => !kind || type === 'observation.made'),
      'only observation.made has kinds',
    )
    .default([]),
  /** So many days after its closing what a complaint's reporter said of themselves is erased; left out: kept. */
  personalOfClosedTickets: days(30).optional(),
})
export type Retention = z.infer<typeof retentionSetting>

/** What the setting says; what is not of its shape keeps everything. */
export function retentionOf(value: unknown): Retention {
  return retentionSetting.safeParse(value).data ?? { archive: [] }
}

/** What one rule moves: its name, its age in days, and which events. A rule for all leaves out the kinds that have their own. */
interface Leaving {
  name: string
  days: number
  is: (event: { type: EventType; data: unknown }) => boolean
}

export function leavingOf({ archive }: Retention): Leaving[] {
  return archive.map((one) => {
    const own = archive.flatMap(({ type, kind }) => (type === one.type && kind ? [kind] : [])).sort()
    const kindOf = (data: unknown) =>
      typeof data === 'object' && data !== null && 'kind' in data ? String(data.kind) : ''
    return {
      // How far it has looked is noted under this name: with other exceptions it is another rule.
      name: one.kind || own.length === 0 ? nameOf(one) : `${one.type} but ${own.join(' ')}`,
      days: one.days,
      is: ({ type, data }) => {
        if (type !== one.type) return false
        return one.kind ? kindOf(data) === one.kind : !own.includes(kindOf(data))
      },
    }
  })
}
