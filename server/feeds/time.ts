import { monthOf } from '../../shared/written-day.ts'
import { Refused } from './feed.ts'

/** Minutes east of UTC by the names that Indonesian and Western publishers write after a time. */
const zones: Record<string, number> = { Z: 0, UT: 0, UTC: 0, GMT: 0, WIB: 420, WITA: 480, WIT: 540 }
type Zone = 'UTC' | 'WIB'

const zoned = String.raw`\s*(Z|UTC?|GMT|WIB|WITA|WIT|[+-]\d\d(?::?\d\d)?)?$`
const isoForm = new RegExp(
  String.raw`^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?${zoned}`,
  'i',
)
const wordForm = new RegExp(
  String.raw`^(?:[a-z]{3,9},?\s+)?(\d{1,2})[ -]([a-z]{3,9})[ -](\d{4}),?\s+(\d\d)[:.](\d\d)(?:[:.](\d\d))?${zoned}`,
  'i',
)
const shortForm = new RegExp(String.raw`^(\d\d)-(\d\d)-(\d\d)\s+(\d\d):(\d\d):(\d\d)${zoned}`, 'i')

function offset(name: string | undefined, known: Zone | undefined, text: string): number {
  const zone = (name ?? known)?.toUpperCase()
  if (zone === undefined) throw new Refused(`time without a zone: ${quote(text)}`)
  const minutes = zones[zone]
  if (minutes !== undefined) return minutes
  const sign = zone.startsWith('-') ? -1 : 1
  const digits = zone.slice(1).replace(':', '')
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || 0))
}

type Part = string | undefined

/** UTC of a calendar day and clock in a zone; refuses days and hours that do not exist. */
function compose(text: string, [year, month, day]: [number, number, number], clock: Part[], east: number) {
  const [hour = 0, minute = 0, second = 0] = clock.slice(0, 3).map((part) => Number(part ?? 0))
  const ms = Math.floor(Number(`0.${clock[3] ?? 0}`) * 1000)
  const local = new Date(Date.UTC(year, month - 1, day))
  const real = local.getUTCFullYear() === year && local.getUTCMonth() === month - 1
  if (!real || hour > 23 || minute > 59 || second > 59 || Math.abs(east) > 14 * 60)
    throw new Refused(`no such time: ${quote(text)}`)
  return new Date(local.getTime() + ((hour * 60 + minute - east) * 60 + second) * 1000 + ms).toISOString()
}

/**
 * UTC (RFC 3339, milliseconds) of a time as feeds write it: ISO 8601, also with a blank or with WIB, WITA, WIT; RFC 822;
 * '14 Des 2021 12:46:41 WIB'; '25-04-23 03:00:57 WIB' (day first). `zone` is what the publisher documents for times that
 * name none; without it such a time is refused, never guessed.
 */
export function utc(text: string, zone?: Zone): string {
  const told = text.trim()
  const iso = isoForm.exec(told)
  if (iso) {
    const [, year, month, day, ...clock] = iso
    return compose(told, [Number(year), Number(month), Number(day)], clock, offset(iso[8], zone, told))
  }
  const words = wordForm.exec(told)
  if (words) {
    const [, day, name = '', year, ...clock] = words
    const month = monthOf(name)
    const east = offset(words[7], zone, told)
    return compose(told, [Number(year), month, Number(day)], clock.slice(0, 3), east)
  }
  const short = shortForm.exec(told)
  if (short) {
    const [, day, month, year, ...clock] = short
    const east = offset(short[7], zone, told)
    return compose(told, [2000 + Number(year), Number(month), Number(day)], clock.slice(0, 3), east)
  }
  throw new Refused(`not a time: ${quote(told)}`)
}

/** A text from outside as it is quoted in a reason: short, on one line. */
export function quote(text: string): string {
  const line = JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)
  return line
}
