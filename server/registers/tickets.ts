import type { DatabaseSync } from 'node:sqlite'
import type { RecordedEvent } from '../../shared/events/types.ts'
import type { RegisterKind } from './register.ts'
import { ticketFold } from './ticket-fold.ts'
import { readRanking, type AgencyStanding } from './ticket-ranking.ts'
import { readTickets, type TicketReading } from './ticket-rows.ts'
import { statisticsOf, type Statistics } from './ticket-statistics.ts'

/** Every complaint that ever was, open or not: for search, track pages and statistics. Personal data is not in it. */
export interface Tickets extends TicketReading, Statistics {
  /** How the agencies keep their deadlines at `now`, ms UTC. */
  ranking: (now: number) => AgencyStanding[]
}

const settingsObeyed = new Set(['site', 'holidays', 'sla'])

/** The statements that a complaint's row follows from. */
function concerns(event: RecordedEvent): boolean {
  if (event.type === 'setting.changed') return settingsObeyed.has(event.data.key)
  return event.type.startsWith('ticket.')
}

export const ticketTables = `
  CREATE TABLE IF NOT EXISTS ticket (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, number TEXT, seq INTEGER NOT NULL,
    class TEXT NOT NULL, category TEXT NOT NULL, agency TEXT, district TEXT, status TEXT NOT NULL,
    opened TEXT NOT NULL, openedMonth TEXT NOT NULL, responded TEXT,
    closed TEXT, closedMonth TEXT, outcome TEXT, inTime INTEGER, changed TEXT NOT NULL,
    due TEXT NOT NULL, held INTEGER NOT NULL, responseTenths INTEGER, closingTenths INTEGER,
    item TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS ticket_number ON ticket (number);
  CREATE INDEX IF NOT EXISTS ticket_opened ON ticket (openedMonth, agency, category, district, responseTenths);
  CREATE INDEX IF NOT EXISTS ticket_closed ON ticket (closedMonth, agency, category, district, closingTenths, inTime);
  CREATE INDEX IF NOT EXISTS ticket_time ON ticket (opened);
  CREATE INDEX IF NOT EXISTS ticket_ended ON ticket (closed, agency, inTime) WHERE closed IS NOT NULL;
  CREATE INDEX IF NOT EXISTS ticket_due ON ticket (due, row) WHERE closed IS NULL;
  CREATE TABLE IF NOT EXISTS ticket_step (
    id TEXT NOT NULL, seq INTEGER NOT NULL, time TEXT NOT NULL, status TEXT NOT NULL, agency TEXT,
    PRIMARY KEY (id, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS ticket_setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE VIRTUAL TABLE IF NOT EXISTS ticket_words USING fts5(
    words, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='3 5 7 9'
  );
`

const drop = ['ticket', 'ticket_step', 'ticket_setting', 'ticket_words']
  .map((name) => `DROP TABLE IF EXISTS ${name};`)
  .join('\n')

export const ticketRegister: RegisterKind = {
  name: 'ticket',
  version: 2,
  tables: ticketTables,
  drop,
  concerns,
  noting: (db, first) => {
    const note = ticketFold(db, first)
    return (events) => events.forEach(note)
  },
}

export function readTicketRegister(db: DatabaseSync): Tickets {
  return { ...readTickets(db), ...statisticsOf(db), ranking: readRanking(db) }
}
