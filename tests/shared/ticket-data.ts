import fc from 'fast-check'
import { record } from './record.ts'

type Part = 'moment' | 'subject' | 'agency' | 'text' | 'note' | 'geometry' | 'reporter' | 'photos'

/** Data of every step of a complaint. */
export function ticketData(parts: Record<Part, fc.Arbitrary<unknown>>) {
  const { moment, subject, agency, text, note, geometry, reporter, photos } = parts
  const step = record({}, { agency, note, photos, aboutProject: subject })
  return {
    'ticket.opened': record(
      {
        class: fc.constantFrom('pengaduan', 'aspirasi', 'constructor'),
        category: fc.constant('jalan'),
        title: text,
        channel: fc.constant('lapor'),
      },
      {
        ...{ geometry, description: note, agency, localStatus: text, due: moment, reporter, photos },
        ...{ number: text, secret: fc.boolean() },
      },
    ),
    'ticket.verified': step,
    'ticket.examined': record({ ruledOut: fc.constantFrom('hot-spot', 'late-contract', 'repeat') }, { note }),
    'ticket.routed': record({ agency }, { note, aboutProject: subject }),
    'ticket.progressed': step,
    'ticket.answered': step,
    'ticket.returned': step,
    'ticket.held': record({}, { note, reason: text, agency }),
    'ticket.resumed': step,
    'ticket.closed': record(
      {},
      { outcome: fc.constantFrom('done', 'not-ours', 'duplicate'), duplicateOf: subject },
    ),
    'ticket.reopened': step,
  }
}
