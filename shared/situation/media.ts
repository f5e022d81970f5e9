import type { RecordedEvent } from '../events/types.ts'
import { count } from './counters.ts'
import type { Media } from './items.ts'
import { lean } from './marks.ts'
import { gone, touch, type Situation, type Touch } from './situation.ts'

/** The wall holds no more: with a newer one the oldest goes back to staff alone. */
export const mostMedia = 200

/** Releases a photo, or says anew what it shows: it is the newest then. */
export function mediaReleased(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'media.released'>,
): void {
  const { sha256: id, caption, about } = event.data
  const item: Media = lean({ id, seq: event.seq, caption, about, released: event.time })
  situation.media.delete(id)
  situation.media.set(id, item)
  touch(situation, touched, 'media', id)
  if (situation.media.size <= mostMedia) return
  for (const oldest of situation.media.keys()) {
    situation.media.delete(oldest)
    return gone(situation, touched, 'media', oldest)
  }
}

export function mediaWithheld(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'media.withheld'>,
): void {
  const { sha256: id } = event.data
  if (!situation.media.delete(id)) return count(situation, touched, 'odd', 'media')
  gone(situation, touched, 'media', id)
}
