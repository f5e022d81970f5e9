import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { allOrNone } from '../log/durable.ts'
import { prepareKeys } from './keys.ts'
import { prepareScreens } from './screen-rows.ts'

/** The tables that nodes have in common, what names a row in each, and what is told of it: not when it was last used. */
const tables = {
  screen: {
    id: 'id',
    columns: 'name place distance height wall number token previous issued settled paired by expires'.split(
      ' ',
    ),
  },
  replaced: { id: 'hash', columns: ['screen'] },
  key: { id: 'hash', columns: 'ref name role sources types created expires'.split(' ') },
}
type Kind = keyof typeof tables
export const kinds = Object.keys(tables) as Kind[]
export const isKind = (name: string): name is Kind => name in tables

/** A row as it stands at a version; null: it was taken away. */
interface Told {
  kind: Kind
  id: string
  row: Record<string, SQLInputValue> | null
}

/** A row changed here that the others have not been told of: `at` names the change, `base` is the version it rests on. */
interface Untold extends Told {
  at: number
  base: number
}

const quoted = (names: string[]) => names.map((name) => `"${name}"`)

/** Triggers note every change, by whatever process, except what was told by another node. */
const triggers = kinds
  .map((kind) => {
    const { id, columns } = tables[kind]
    const note = (row: 'new' | 'old') =>
      `WHEN NOT EXISTS (SELECT 1 FROM taking)
       BEGIN INSERT OR REPLACE INTO untold (kind, id) VALUES ('${kind}', ${row}."${id}"); END;`
    return `
      CREATE TRIGGER IF NOT EXISTS ${kind}_made AFTER INSERT ON ${kind} ${note('new')}
      CREATE TRIGGER IF NOT EXISTS ${kind}_changed AFTER UPDATE OF ${quoted(columns).join(', ')} ON ${kind} ${note('new')}
      CREATE TRIGGER IF NOT EXISTS ${kind}_gone AFTER DELETE ON ${kind} ${note('old')}`
  })
  .join('')

/** The side of access.db in keeping its rows and the common ones alike. */
export class MirrorRows {
  readonly #db: DatabaseSync

  constructor(file: string) {
    // What belongs to a row that goes is told by name: nothing cascades here.
    this.#db = new DatabaseSync(file, { enableForeignKeyConstraints: false })
    prepareScreens(this.#db)
    prepareKeys(this.#db)
    this.#db.exec(`
      PRAGMA foreign_keys = OFF;
      CREATE TABLE IF NOT EXISTS untold (
        at INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id TEXT NOT NULL, UNIQUE (kind, id)
      ) STRICT;
      CREATE TABLE IF NOT EXISTS told (
        kind TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (kind, id)
      ) STRICT;
      CREATE TABLE IF NOT EXISTS mirror (one INTEGER PRIMARY KEY CHECK (one = 1), epoch TEXT NOT NULL) STRICT;
      CREATE TABLE IF NOT EXISTS taking (one INTEGER) STRICT;
      ${triggers}
    `)
  }

  /** Whether what was told belongs to that database; of another one all rows here are news. */
  belongsTo(epoch: string): void {
    if (this.#db.prepare('SELECT epoch FROM mirror').get()?.epoch === epoch) return
    const all = kinds.map((kind) => `SELECT '${kind}', "${tables[kind].id}" FROM ${kind}`).join(' UNION ALL ')
    allOrNone(this.#db, () => {
      this.#db.exec(`DELETE FROM told; DELETE FROM untold; INSERT INTO untold (kind, id) ${all}`)
      this.#db.prepare('INSERT OR REPLACE INTO mirror VALUES (1, ?)').run(epoch)
    })
  }

  /** Up to which version the others' changes stand here. */
  get version(): number {
    return Number(this.#db.prepare('SELECT max(version) AS version FROM told').get()?.version ?? 0)
  }

  /** What is to be told, the oldest change first. */
  untold(): Untold[] {
    const rows = this.#db
      .prepare(
        `SELECT u.at, u.kind, u.id, coalesce(t.version, 0) AS base FROM untold u
         LEFT JOIN told t ON t.kind = u.kind AND t.id = u.id ORDER BY u.at`,
      )
      .all()
    return rows.flatMap(({ at, kind, id, base }) => {
      const name = String(kind)
      if (!isKind(name)) return []
      const { id: key, columns } = tables[name]
      const row = this.#db
        .prepare(`SELECT ${quoted(columns).join(', ')} FROM ${name} WHERE "${key}" = ?`)
        .get(String(id))
      return [{ at: Number(at), base: Number(base), kind: name, id: String(id), row: row ?? null }]
    })
  }

  /** Notes that a change stands there as `version`, or (undefined) that another came before it. */
  wasTold({ at, kind, id }: Untold, version: number | undefined): void {
    allOrNone(this.#db, () => {
      this.#db.prepare('DELETE FROM untold WHERE at = ?').run(at)
      if (version !== undefined) this.#setVersion(kind, id, version)
    })
  }

  /** Takes the others' rows; what was taken away here and not told yet stays away. Answers whether a row went. */
  take(rows: (Told & { version: number })[]): boolean {
    let went = false
    allOrNone(this.#db, () => {
      this.#db.exec('INSERT INTO taking VALUES (1)')
      for (const { kind, id, row, version } of rows) {
        const { id: key, columns } = tables[kind]
        const there = this.#db.prepare(`SELECT 1 AS one FROM ${kind} WHERE "${key}" = ?`).get(id)
        const pending = this.#db
          .prepare('SELECT 1 AS one FROM untold WHERE kind = ? AND id = ?')
          .get(kind, id)
        this.#setVersion(kind, id, version)
        if (row === null) {
          went ||= there !== undefined
          this.#db.prepare(`DELETE FROM ${kind} WHERE "${key}" = ?`).run(id)
        } else if (there !== undefined || pending === undefined) {
          const names = quoted(columns)
          const set = names.map((name) => `${name} = excluded.${name}`).join(', ')
          this.#db
            .prepare(
              `INSERT INTO ${kind} ("${key}", ${names.join(', ')}) VALUES (?${', ?'.repeat(names.length)})
               ON CONFLICT ("${key}") DO UPDATE SET ${set}`,
            )
            .run(id, ...columns.map((name) => row[name] ?? null))
        } else continue
        this.#db.prepare('DELETE FROM untold WHERE kind = ? AND id = ?').run(kind, id)
      }
      this.#db.exec('DELETE FROM taking')
    })
    return went
  }

  #setVersion(kind: Kind, id: string, version: number): void {
    this.#db
      .prepare('INSERT OR REPLACE INTO told (kind, id, version) VALUES (?, ?, ?)')
      .run(kind, id, version)
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close()
  }
}
