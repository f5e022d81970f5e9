import type { RecordedEvent } from '../events/types.ts'
import { count } from './counters.ts'
import type { Commitment } from './items.ts'
import { isAhead, lean } from './marks.ts'
import { touch, type Situation, type Touch } from './situation.ts'

function changed(situation: Situation, touched: Touch[], commitment: Commitment): void {
  situation.commitment.set(commitment.id, commitment)
  touch(situation, touched, 'commitment', commitment.id)
}

/** What is to be signed. Drafted anew, the signatures under the earlier words are gone. */
export function commitmentDrafted(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'commitment.drafted'>,
): void {
  changed(
    situation,
    touched,
    lean({
      id: event.subject,
      seq: event.seq,
      ...event.data,
      signed: '',
      seals: [],
      ahead: isAhead(event) || undefined,
    }) as Commitment,
  )
}

/** A signature under it; with that of the last presenter it is signed. */
export function sealMade(situation: Situation, touched: Touch[], event: RecordedEvent<'seal.made'>): void {
  const commitment = situation.commitment.get(event.data.about)
  if (!commitment?.presenters) return
  const { presenter, sealed } = event.data
  const others = (commitment.seals ?? []).filter((seal) => seal.presenter !== presenter)
  commitment.seals = [...others, lean({ code: event.subject, sealed, presenter })].slice(-50)
  commitment.seq = event.seq
  const places = new Set(commitment.seals.map((seal) => seal.presenter))
  if (commitment.presenters.every((_, at) => places.has(at))) commitment.signed = sealed
  changed(situation, touched, commitment)
}

export function commitmentSigned(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'commitment.signed'>,
) {
  const before = situation.commitment.get(event.subject)
  const { agency, title, measure, due, signers } = event.data
  changed(
    situation,
    touched,
    lean({
      id: event.subject,
      seq: event.seq,
      agency,
      title,
      measure,
      due,
      signed: event.time,
      fulfilled: before?.fulfilled,
      signers,
      ahead: isAhead(event) || undefined,
    }),
  )
}

export function commitmentFulfilled(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'commitment.fulfilled'>,
) {
  const commitment = situation.commitment.get(event.subject)
  if (!commitment) return count(situation, touched, 'odd', 'commitment')
  commitment.fulfilled = event.time
  commitment.seq = event.seq
  count(situation, touched, 'commitments', 'fulfilled')
  touch(situation, touched, 'commitment', commitment.id)
}
