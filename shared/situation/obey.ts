import { slaOf, type Sla } from '../sla.ts'
import type { Calendar } from '../working-days.ts'

/** What of a situation obeys its settings. */
interface Obeying {
  setting: ReadonlyMap<string, { value: unknown }>
  index: { calendar: Calendar; today: unknown; sla: Sla }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const dayOf = (holiday: unknown): unknown => (isRecord(holiday) ? holiday.day : holiday)

/**
 * Takes over the settings that the fold itself obeys: `site` { offsetHours }, `holidays` ['2026-01-01', …] or
 * [{ day, … }, …], `sla` { class: working days, '*': … } or
 * [{ class?, category?, agency?, days }, …]. What is not of that shape counts as not set: looks at nothing but what stands,
 * so that a copy from a snapshot obeys the same.
 */
export function obeySettings({ setting, index }: Obeying): void {
  const site = setting.get('site')?.value
  const holidays = setting.get('holidays')?.value
  const sla = setting.get('sla')?.value
  const hours = isRecord(site) ? site.offsetHours : undefined
  index.calendar = {
    offsetHours: typeof hours === 'number' && Math.abs(hours) <= 14 ? hours : 8,
    holidays: new Set(
      Array.isArray(holidays) ? holidays.map(dayOf).filter((day) => typeof day === 'string') : [],
    ),
  }
  index.today = undefined
  index.sla = slaOf(sla)
}
