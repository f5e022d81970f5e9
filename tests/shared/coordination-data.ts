import fc from 'fast-check'
import type { EventType } from '../../shared/events/types.ts'
import { record, type Data } from './record.ts'

type Word = 'moment' | 'day' | 'subject' | 'agency' | 'text' | 'note'
type Coordination = Extract<EventType, `${'status' | 'meeting' | 'command'}.${string}`>

/** The data of what is decreed and of who commands. */
export function coordinationData(words: Record<Word, fc.Arbitrary<string>>): Record<Coordination, Data> {
  const { moment, day, subject, agency, text, note } = words
  const term = fc.oneof(day, moment)
  return {
    'status.declared': record(
      {
        stage: fc.constantFrom('siaga-darurat', 'tanggap-darurat', 'transisi-darurat'),
        hazard: fc.constant('banjir'),
        decree: text,
        start: term,
        end: term,
        signer: fc.constant('Bupati'),
      },
      { incident: subject, replaces: subject, note },
    ).filter(({ start, end }) => Date.parse(String(end)) >= Date.parse(String(start))),
    'status.extended': record({ decree: text, end: term }, { signer: text, note }),
    'status.ended': record({}, { reason: text, decree: text, note }),
    'meeting.held': record({ incident: subject }, { title: text, note }),
    'command.assigned': record(
      { seat: subject, person: fc.constant('Siti Contoh') },
      { agency, status: subject, note },
    ),
    'command.relieved': record({}, { note }),
  }
}
