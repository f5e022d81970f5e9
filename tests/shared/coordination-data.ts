import fc from 'fast-check'
import type { EventType } from '../../shared/events/types.ts'

type Data = fc.Arbitrary<Record<string, unknown>>
type Word = 'moment' | 'day' | 'subject' | 'agency' | 'text' | 'note'
type Coordination = Extract<EventType, `${'status' | 'meeting' | 'command'}.${string}`>

function record(always: Record<string, fc.Arbitrary<unknown>>, optional: typeof always = {}): Data {
  return fc.record({ ...always, ...optional }, { requiredKeys: Object.keys(always) }) as Data
}

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
