import type { Duty } from './duty.ts'
import { named } from './named.ts'

/** A decree runs out by itself, also while the server stood still: said once per end. */
export const statusEnd: Duty = {
  name: 'status-end',
  due: (situation, now) =>
    [...situation.status.values()]
      .filter(({ until }) => Date.parse(until) <= now)
      .map(({ id, until, decree }) => ({
        id: named('ended', until, id),
        type: 'status.ended' as const,
        subject: id,
        data: { reason: 'Masa berlaku berakhir', decree },
      })),
}
