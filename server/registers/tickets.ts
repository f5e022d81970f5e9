import type { DatabaseSync } from 'node:sqlite'
import type { RecordedEvent } from '../../shared/events/types.ts'
import type { Log } from '../log/log.ts'
import { openRegister } from './register.ts'
import { ticketFold } from './ticket-fold.ts'
import { readTickets, type TicketReading } from './ticket-rows.ts'
import { statisticsOf, type Statistics } from './ticket-statistics.ts'

/** Every complaint that ever was, open or not: for search, track pages and statistics. Personal data is not in it. */
export interface Tickets extends TicketReading, Statistics {
  close: () => void
}

const settingsObeyed = new Set(['site', 'holidays', 'sla'])

/** The statements that a complaint's row follows from. */
function concerns(event: RecordedEvent): boolean {
  if (event.type === 'setting.changed') return settingsObeyed.has(event.data.key)
  return event.type.startsWith('ticket.')
}

const tables = `
  CREATE TABLE IF NOT EXISTS ticket (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, number TEXT, seq INTEGER NOT NULL,
    class TEXT NOT NULL, category TEXT NOT NULL, agency TEXT, district TEXT, status TEXT NOT NULL,
    opened TEXT NOT NULL, openedMonth TEXT NOT NULL, responded TEXT,
    closed TEXT, closedMonth TEXT, outcome TEXT, inTime INTEGER, changed TEXT NOT NULL,
    item TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS ticket_number ON ticket (number);
  CREATE INDEX IF NOT EXISTS ticket_opened ON ticket (openedMonth);
  CREATE INDEX IF NOT EXISTS ticket_closed ON ticket (closedMonth);
  CREATE INDEX IF NOT EXISTS ticket_time ON ticket (opened);
  CREATE TABLE IF NOT EXISTS ticket_step (
    id TEXT NOT NULL, seq INTEGER NOT NULL, time TEXT NOT NULL, status TEXT NOT NULL, agency TEXT,
    PRIMARY KEY (id, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS ticket_setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE VIRTUAL TABLE IF NOT EXISTS ticket_words USING fts5(
    words, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2'
  );
`

const drop = ['ticket', 'ticket_step', 'ticket_setting', 'ticket_words']
  .map((name) => `DROP TABLE IF EXISTS ${name};`)
  .join('\n')

/** Follows the log; `first` are the settings before the first setting.changed. */
export function openTickets(file: string, log: Log, first: Record<string, unknown>): Tickets {
  const shape = { name: 'ticket', version: 1, tables, drop, concerns }
  const register = openRegister(file, log, shape, (db: DatabaseSync) => ticketFold(db, first))
  return { ...readTickets(register.db), ...statisticsOf(register.db), close: register.stop }
}
