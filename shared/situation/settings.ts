import type { RecordedEvent } from '../events/types.ts'
import { obeySettings } from './obey.ts'
import { sameCalendar } from '../working-days.ts'
import { recountDeadlines } from './ticket-index.ts'
import { touch, type Situation, type Touch } from './situation.ts'

export function settingChanged(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'setting.changed'>,
): void {
  const { key, value } = event.data
  situation.setting.set(key, { id: key, seq: event.seq, value })
  touch(situation, touched, 'setting', key)
  const { calendar } = situation.index
  obeySettings(situation)
  if (!sameCalendar(calendar, situation.index.calendar)) recountDeadlines(situation, touched)
}
