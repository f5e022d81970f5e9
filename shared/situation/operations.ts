import type { RecordedEvent } from '../events/types.ts'
import type { Source } from './items.ts'
import { touch, type Situation, type Touch } from './situation.ts'

/** What a source said so long before something later of it was a clock that was wrong, not a slow line. */
const mostDelayMs = 3_600_000

/** What a source says of itself: its rhythm, that it was heard, that it fails. An undeclared one is kept and marked late soon. */
export function sourceSaid(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'source.declared' | 'source.heard' | 'source.failed' | 'source.recovered'>,
): void {
  const id = event.subject
  const source: Source = situation.source.get(id) ?? {
    id,
    seq: 0,
    owner: '',
    everySeconds: 300,
    lateAfterSeconds: 900,
  }
  source.seq = event.seq
  if (event.type === 'source.declared') {
    source.declared ??= event.time
    source.owner = event.data.owner
    source.everySeconds = event.data.everySeconds
    source.lateAfterSeconds = event.data.lateAfterSeconds
    if (event.data.title) source.title = event.data.title
    if (event.data.credit) source.credit = event.data.credit
  } else if (event.type === 'source.failed') {
    source.failing = { reason: event.data.reason, since: source.failing?.since ?? event.time }
  } else {
    delete source.failing
    // A sender whose clock is ahead does not make itself look fresher than the moment we heard it.
    const heard = event.time < event.recorded ? event.time : event.recorded
    // One that comes late makes it look no older, but what a clock said that was wrong by hours does not stand for as long.
    const ahead = source.heard ? Date.parse(source.heard) - Date.parse(heard) : 0
    if (!source.heard || heard > source.heard || ahead > mostDelayMs) source.heard = heard
    if (event.type === 'source.heard') {
      source.asOf = event.data.asOf
      source.items = event.data.items
    }
  }
  situation.source.set(id, source)
  touch(situation, touched, 'source', id)
}
