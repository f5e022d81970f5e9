import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deadlineShare } from '../../shared/deadline.ts'
import { slaRulesOf } from '../../shared/sla.ts'
import type { Ticket } from '../../shared/situation/items.ts'
import { holds } from './streams.ts'
import { Room, type Statement } from './told.ts'

const dayMs = 86_400_000

const weekdays = Array.from({ length: 1826 }, (_, n) => new Date(Date.UTC(2024, 0, 1 + n)))
  .filter((day) => !day.toLocaleDateString('en', { weekday: 'short', timeZone: 'UTC' }).startsWith('S'))
  .map((day) => day.toISOString().slice(0, 10))

/** The same sums another way: every working day of five years written down once, then looked up in that list. */
class Diary {
  readonly days: string[]
  readonly #hours: number
  constructor(hours: number, holidays: string[]) {
    this.#hours = hours
    const free = new Set(holidays)
    this.days = weekdays.filter((day) => !free.has(day))
  }
  #dateHere(moment: string): string {
    return new Date(Date.parse(moment) + this.#hours * 3_600_000).toISOString().slice(0, 10)
  }
  /** How many working days up to and with that date. */
  #upTo(date: string): number {
    let [low, high] = [0, this.days.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.days[middle] ?? '') > date) high = middle
      else low = middle + 1
    }
    return low
  }
  between(from: string, to: string): number {
    return Math.max(0, this.#upTo(this.#dateHere(to)) - this.#upTo(this.#dateHere(from)))
  }
  end(from: string, days: number): string {
    const here = this.#dateHere(from)
    const last = days === 0 ? here : (this.days[this.#upTo(here) + days - 1] ?? '')
    return new Date(Date.parse(`${last}T00:00:00Z`) + dayMs - this.#hours * 3_600_000).toISOString()
  }
}

const minute = (least: number, most: number) => fc.integer({ min: least, max: most }).map((n) => n * 60_000)
const days = fc.integer({ min: 0, max: 60 })
const agency = fc.constantFrom('pu', 'dlh', 'dinkes')
const category = fc.constantFrom('jalan', 'sampah', 'lainnya')
const kind = fc.constantFrom('pengaduan', 'aspirasi', 'informasi')
const rule = fc.record({ class: kind, category, agency, days }, { requiredKeys: ['days'] })
const table = fc.oneof(
  fc.dictionary(fc.constantFrom('pengaduan', 'aspirasi', '*'), days),
  fc.uniqueArray(rule, { selector: (one) => [one.class, one.category, one.agency].join(), maxLength: 8 }),
)
const holiday = fc.integer({ min: 0, max: 700 }).map((n) => new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10)) // prettier-ignore
const ticket = fc.record({
  sla: table,
  hours: fc.constantFrom(7, 8, 9),
  holidays: fc.uniqueArray(holiday, { maxLength: 40 }),
  /** Added after everything happened. */
  more: fc.uniqueArray(holiday, { maxLength: 5 }),
  class: kind,
  category,
  agency,
  opened: minute(0, 60 * 24 * 365).map((ms) => Date.UTC(2025, 0, 1) + ms),
  holds: fc.array(fc.tuple(minute(1, 60 * 24 * 9), minute(1, 60 * 24 * 30)), { maxLength: 4 }),
})

/** The days that a person would read off the table: the rule with the agency first, then the category, then the class. */
function allowed(sla: unknown, told: { class: string; category: string; agency: string }): number {
  const fitting = slaRulesOf(sla).filter(
    (one) =>
      (one.class ?? told.class) === told.class &&
      (one.category ?? told.category) === told.category &&
      (one.agency ?? told.agency) === told.agency,
  )
  const weight = (one: (typeof fitting)[number]) =>
    Number(Boolean(one.agency)) * 4 + Number(Boolean(one.category)) * 2 + Number(Boolean(one.class))
  return fitting.sort((a, b) => weight(b) - weight(a))[0]?.days ?? 5
}

test(
  'the deadlines of 2,000 random tickets and calendars equal an independent count',
  { timeout: 120_000 },
  () => {
    holds(
      fc.property(ticket, (one) => {
        const { class: named, category, agency, sla, hours } = one
        const room = new Room({ site: { offsetHours: hours }, holidays: one.holidays, sla })
        const opened = new Date(one.opened).toISOString()
        const data = { class: named, category, title: 'Aduan', channel: 'lapor', agency }
        const told: Statement[] = [{ type: 'ticket.opened', subject: 't', time: opened, data }]
        let at = one.opened
        const pauses = one.holds.map(([wait, held]) => {
          const from = new Date((at += wait)).toISOString()
          const to = new Date((at += held)).toISOString()
          told.push({ type: 'ticket.held', subject: 't', time: from })
          told.push({ type: 'ticket.resumed', subject: 't', time: to })
          return [from, to] as const
        })
        room.tell(...told)
        const wanted = (holidays: string[]) => {
          const diary = new Diary(hours, holidays)
          const stood = pauses.reduce((sum, [from, to]) => sum + diary.between(from, to), 0)
          return diary.end(opened, allowed(sla, one) + stood)
        }
        const standing = () => room.situation.ticket.get('t') as Ticket
        const first = wanted(one.holidays)
        expect(standing().due).toBe(first)
        const all = [...new Set([...one.holidays, ...one.more])]
        room.tell({ type: 'setting.changed', subject: 'holidays', data: { key: 'holidays', value: all } })
        expect(standing().due).toBe(wanted(all))
        expect(standing().recalculated).toBe(wanted(all) === first ? undefined : first)
        const share = (text: string) => deadlineShare(standing(), Date.parse(text))
        expect(share(standing().due)).toBeGreaterThanOrEqual(1)
        expect(deadlineShare(standing(), Date.parse(standing().due) - 1)).toBeLessThan(1)
        if (standing().soon < standing().due && standing().soon > opened)
          expect(share(standing().soon)).toBe(0.75)
      }),
      2_000,
    )
  },
)
