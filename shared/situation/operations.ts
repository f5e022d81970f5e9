import type { RecordedEvent } from '../events/types.ts'
import { count } from './counters.ts'
import type { Commitment, Source } from './items.ts'
import { isAhead, lean } from './marks.ts'
import { touch, type Situation, type Touch } from './situation.ts'

export function reportSubmitted(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'report.submitted'>,
): void {
  const { agency, title, kind } = event.data
  const before = situation.report.get(agency)
  const counted = (before?.count ?? 0) + 1
  const newest = !before || event.time >= before.at
  const shown = newest
    ? { title, at: event.time, kind }
    : { title: before.title, at: before.at, kind: before.kind }
  situation.report.set(
    agency,
    lean({ id: agency, seq: event.seq, ...shown, count: counted }) as typeof before & object,
  )
  touch(situation, touched, 'report', agency)
}

export function commitmentSigned(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'commitment.signed'>,
) {
  const before = situation.commitment.get(event.subject)
  const { agency, title, measure, due, signers } = event.data
  const commitment: Commitment = lean({
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
  })
  situation.commitment.set(commitment.id, commitment)
  touch(situation, touched, 'commitment', commitment.id)
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
    if (!source.heard || heard > source.heard) source.heard = heard
    if (event.type === 'source.heard') {
      source.asOf = event.data.asOf
      source.items = event.data.items
    }
  }
  situation.source.set(id, source)
  touch(situation, touched, 'source', id)
}
