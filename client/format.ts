import { language } from './appearance.ts'
import { m } from './messages/index.ts'
import type { Site } from './site.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** Figures are written as in Indonesia in every language: 1.234,5. */
const whole = new Intl.NumberFormat('id-ID', { maximumFractionDigits: 0 })
const oneDigit = new Intl.NumberFormat('id-ID', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const dateLocale = language === 'en' ? 'en-GB' : 'id-ID'
const made = new Map<string, Intl.DateTimeFormat>()

function dates(site: Pick<Site, 'timeZone'>, name: string, options: Intl.DateTimeFormatOptions) {
  const key = `${name} ${site.timeZone}`
  let format = made.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(dateLocale, { ...options, timeZone: site.timeZone })
    made.set(key, format)
  }
  return format
}

const clockParts = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const

function clockOf(at: number, site: Pick<Site, 'timeZone'>): { hour: string; minute: string; second: string } {
  const parts = dates(site, 'clock', clockParts).formatToParts(at)
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '--'
  return { hour: part('hour'), minute: part('minute'), second: part('second') }
}

/** 19.46, in the site's zone. */
export function time(at: number, site: Pick<Site, 'timeZone'>): string {
  const { hour, minute } = clockOf(at, site)
  return `${hour}.${minute}`
}

/** 37: the seconds, to stand beside the time. */
export function seconds(at: number, site: Pick<Site, 'timeZone'>): string {
  return clockOf(at, site).second
}

/** Minggu, 5 Agustus 2018. */
export function longDate(at: number, site: Pick<Site, 'timeZone'>): string {
  return dates(site, 'long', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(at)
}

/** 5 Agu 2018. */
export function shortDate(at: number, site: Pick<Site, 'timeZone'>): string {
  return dates(site, 'short', { day: 'numeric', month: 'short', year: 'numeric' }).format(at)
}

/** 19.46 on the day of `now`; 5 Agu 19.46 on another. */
export function moment(at: number, now: number, site: Pick<Site, 'timeZone'>): string {
  if (shortDate(at, site) === shortDate(now, site)) return time(at, site)
  const day = dates(site, 'day', { day: 'numeric', month: 'short' }).format(at)
  return `${day} ${time(at, site)}`
}

/** A deadline that ends with a day is said by that day, not by the midnight after it: 3 Agu; another as `moment`, with its zone. */
export function deadline(at: number, now: number, site: Pick<Site, 'timeZone' | 'zone'>): string {
  if (time(at, site) !== '00.00') return `${moment(at, now, site)} ${site.zone}`
  return dates(site, 'day', { day: 'numeric', month: 'short' }).format(at - 1)
}

/** As `moment`, but the time alone for the last 20 hours: nobody takes it for another day. */
export function lately(at: number, now: number, site: Pick<Site, 'timeZone'>): string {
  return now - at < 20 * hourMs ? time(at, site) : moment(at, now, site)
}

export function count(value: number): string {
  return whole.format(value)
}

/** 7,0. */
export function decimal(value: number): string {
  return oneDigit.format(value)
}

/** −12,4: signed, with a true minus. */
export function points(value: number): string {
  const sign = value > 0 ? '+' : value < 0 ? '−' : ''
  return `${sign}${oneDigit.format(Math.abs(value))}`
}

/** A length of time in its largest unit, rounded down: 2 jam. */
export function span(ms: number): string {
  if (ms < minuteMs) return m.underAMinute
  if (ms < hourMs) return m.minutes(Math.floor(ms / minuteMs))
  if (ms < dayMs) return m.hours(Math.floor(ms / hourMs))
  return m.days(Math.floor(ms / dayMs))
}

/** 2 jam lalu; baru saja under a minute. */
export function ago(ms: number): string {
  return ms < minuteMs ? m.justNow : m.ago(span(ms))
}

/** A reading as it was read: whole where it is whole. */
export const reading = (value: number): string => (Number.isInteger(value) ? count(value) : decimal(value))
