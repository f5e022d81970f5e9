import type { RecordedEvent } from '../events/types.ts'
import { obeySettings } from './obey.ts'
import { touch, type Situation, type Touch } from './situation.ts'

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
