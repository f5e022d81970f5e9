import type { RecordedEvent } from '../events/types.ts'
import { touch, type Situation, type Touch } from './situation.ts'

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Takes over the settings that the fold itself obeys: `site` { offsetHours }, `holidays` ['2026-01-01', …],
 * `sla` { class: working days, '*': … }. What is not of that shape is passed over.
 */
export function obeySettings(situation: Situation): void {
  const site = situation.setting.get('site')?.value
  const holidays = situation.setting.get('holidays')?.value
  const sla = situation.setting.get('sla')?.value
  if (isRecord(site) && typeof site.offsetHours === 'number' && Math.abs(site.offsetHours) <= 14) {
    situation.index.calendar.offsetHours = site.offsetHours
  }
  if (Array.isArray(holidays)) {
    situation.index.calendar.holidays = new Set(holidays.filter((day) => typeof day === 'string'))
  }
  if (isRecord(sla)) {
    const days = Object.entries(sla).filter(
      (entry): entry is [string, number] => typeof entry[1] === 'number',
    )
    situation.index.sla = { '*': 5, ...Object.fromEntries(days) }
  }
}

export function settingChanged(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'setting.changed'>,
): void {
  const { key, value } = event.data
  situation.setting.set(key, { id: key, seq: event.seq, value })
  touch(situation, touched, 'setting', key)
  obeySettings(situation)
}
