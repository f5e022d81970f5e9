import type { DatabaseSync } from 'node:sqlite'
import { isAudit } from '../../shared/events/audit.ts'
import type { RecordedEvent } from '../../shared/events/types.ts'
import type { RegisterKind } from './register.ts'

/** One act or one thing noted at the doors. */
interface AuditRow {
  seq: number
  /** UTC. */
  recorded: string
  /** `role:reference`, or what of the server did it; empty where nobody is known. */
  actor: string
  type: string
  subject: string
  /** What it was about, without free text and personal data. */
  summary: Record<string, string | number>
}

/** Which rows: `actor` is a whole actor, a role or a reference; `type` a whole type or its noun; `from` ≤ recorded < `to`, UTC. */
export interface AuditFilter {
  actor?: string | undefined
  type?: string | undefined
  subject?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

/** Who did what, newest first. */
export interface Audit {
  list: (filter: AuditFilter, before: number, limit: number) => AuditRow[]
  count: (filter: AuditFilter) => number
}

/** Fields that may be told of an event: codes, references, levels. What people write freely stays out. */
const told = [
  ...['key', 'what', 'rows', 'reference', 'way', 'door', 'role', 'name', 'place'],
  ...['incident', 'project', 'milestone', 'agency', 'level', 'hazard', 'into', 'outcome', 'rule', 'about'],
  ...['until', 'due', 'class', 'kind', 'sha256', 'owner', 'everySeconds', 'lateAfterSeconds'],
]
const longest = 160

function summaryOf(event: RecordedEvent): AuditRow['summary'] {
  const data: Record<string, unknown> = event.data
  const summary: AuditRow['summary'] = {}
  // Why personal data was read or erased is what an audit asks first; an address is a reference into the vault.
  const names = isAudit(event) ? [...told, 'reason', 'address'] : told
  for (const name of names) {
    const value = data[name]
    if (typeof value === 'number') summary[name] = value
    else if (typeof value === 'string') summary[name] = value.slice(0, longest)
  }
  return summary
}

function actorOf(event: RecordedEvent): string | undefined {
  if (event.actor !== undefined || !isAudit(event)) return event.actor
  if (event.type === 'session.started') return event.subject
  return 'by' in event.data ? event.data.by : ''
}

/** Every event that a person caused, and all that the doors noted. */
export const auditRegister: RegisterKind = {
  name: 'audit',
  version: 2,
  drop: 'DROP TABLE IF EXISTS audit',
  concerns: (event) => actorOf(event) !== undefined,
  tables: `
  CREATE TABLE IF NOT EXISTS audit (
    seq INTEGER PRIMARY KEY, recorded TEXT NOT NULL, actor TEXT NOT NULL, role TEXT NOT NULL, ref TEXT NOT NULL,
    type TEXT NOT NULL, subject TEXT NOT NULL, summary TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS audit_actor ON audit (actor);
  CREATE INDEX IF NOT EXISTS audit_ref ON audit (ref);
  CREATE INDEX IF NOT EXISTS audit_type ON audit (type);
  CREATE INDEX IF NOT EXISTS audit_subject ON audit (subject);
  CREATE INDEX IF NOT EXISTS audit_recorded ON audit (recorded);
`,
  noting: (db) => {
    const insert = db.prepare('INSERT OR IGNORE INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
    return (events) => {
      for (const event of events) {
        const actor = actorOf(event) ?? ''
        // An agency's role holds a colon itself: agency:dinkes:p_….
        const colon = actor.lastIndexOf(':')
        const [role, ref] = [actor.slice(0, Math.max(0, colon)), actor.slice(colon + 1)]
        const summary = JSON.stringify(summaryOf(event))
        insert.run(event.seq, event.recorded, actor, role, ref, event.type, event.subject, summary)
      }
    }
  },
}

export function readAudit(db: DatabaseSync): Audit {
  const select = (
    what: string,
    { actor, type, subject, from, to }: AuditFilter,
    before: number,
    end = '',
  ) => {
    const conditions: [sql: string, ...values: string[]][] = []
    if (actor) conditions.push(['(actor = ? OR role = ? OR ref = ?)', actor, actor, actor])
    // A noun's types lie between `noun.` and `noun/`: / follows . in the alphabet.
    if (type) conditions.push(['(type = ? OR (type > ? AND type < ?))', type, `${type}.`, `${type}/`])
    if (subject) conditions.push(['subject = ?', subject])
    if (from) conditions.push(['recorded >= ?', from])
    if (to) conditions.push(['recorded < ?', to])
    const where = ['seq < ?', ...conditions.map(([sql]) => sql)].join(' AND ')
    const values = conditions.flatMap(([, ...given]) => given)
    return db.prepare(`SELECT ${what} FROM audit WHERE ${where} ${end}`).all(before, ...values)
  }
  return {
    list: (filter, before, limit) =>
      select('*', filter, before, `ORDER BY seq DESC LIMIT ${Math.trunc(limit)}`).map((row) => ({
        seq: Number(row.seq),
        recorded: String(row.recorded),
        actor: String(row.actor),
        type: String(row.type),
        subject: String(row.subject),
        summary: JSON.parse(String(row.summary)) as AuditRow['summary'],
      })),
    count: (filter) => Number(select('count(*) AS n', filter, Number.MAX_SAFE_INTEGER)[0]?.n),
  }
}
