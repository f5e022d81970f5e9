import type { DatabaseSync } from 'node:sqlite'
import { durable } from '../log/durable.ts'
import type { ScreenSetup } from './pairing.ts'

/** A row of the table of screens; times are UTC, empty while they have not come. */
export interface ScreenRow {
  id: string
  name: string
  place: string
  distance: number
  height: number
  /** The wall that it belongs to, empty for the first, and which of its screens it is, from 1 in reading order. */
  wall: string
  number: number
  /** SHA-256 of the present token, and of the one before it. */
  token: string
  previous: string
  issued: string
  settled: string
  paired: string
  used: string
  expires: string
}

const screenTables = `
  ${durable}
  PRAGMA foreign_keys = ON;
  CREATE TABLE IF NOT EXISTS screen (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    place TEXT NOT NULL,
    distance REAL NOT NULL,
    height REAL NOT NULL,
    wall TEXT NOT NULL DEFAULT '',
    number INTEGER NOT NULL DEFAULT 1,
    token TEXT NOT NULL UNIQUE,
    previous TEXT NOT NULL DEFAULT '',
    issued TEXT NOT NULL,
    settled TEXT NOT NULL DEFAULT '',
    paired TEXT NOT NULL,
    by TEXT NOT NULL,
    used TEXT NOT NULL DEFAULT '',
    expires TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS screen_previous ON screen (previous);
  CREATE TABLE IF NOT EXISTS replaced (
    hash TEXT PRIMARY KEY,
    screen TEXT NOT NULL REFERENCES screen (id) ON DELETE CASCADE
  ) STRICT;
`

/** What tables of earlier versions lack. */
const laterColumns = {
  wall: "TEXT NOT NULL DEFAULT ''",
  number: 'INTEGER NOT NULL DEFAULT 1',
}

/** Makes the tables, or brings those of an earlier version up to date. */
export function prepareScreens(db: DatabaseSync): void {
  db.exec(screenTables)
  const columns = new Set(
    db
      .prepare('PRAGMA table_info(screen)')
      .all()
      .map(({ name }) => name),
  )
  for (const [name, kind] of Object.entries(laterColumns))
    if (!columns.has(name)) db.exec(`ALTER TABLE screen ADD COLUMN ${name} ${kind}`)
}

export function readScreen(row: Record<string, unknown>): ScreenRow {
  const text = (name: string): string => String(row[name] ?? '')
  return {
    id: text('id'),
    name: text('name'),
    place: text('place'),
    distance: Number(row.distance),
    height: Number(row.height),
    wall: text('wall'),
    number: Number(row.number),
    token: text('token'),
    previous: text('previous'),
    issued: text('issued'),
    settled: text('settled'),
    paired: text('paired'),
    used: text('used'),
    expires: text('expires'),
  }
}

/** Adds a screen; `token` is the hash of its token. */
export function insertScreen(
  db: DatabaseSync,
  { name, place, distance, height, wall = '', number = 1 }: ScreenSetup,
  { id, token, paired, by, expires }: Pick<ScreenRow, 'id' | 'token' | 'paired' | 'expires'> & { by: string },
): void {
  db.prepare(
    `INSERT INTO screen (id, name, place, distance, height, wall, number, token, issued, paired, by, expires)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(id, name, place, distance, height, wall, number, token, paired, paired, by, expires)
}

/** Sets a screen up anew: its name, its viewers, its place in a wall. */
export function changeScreen(
  db: DatabaseSync,
  id: string,
  { name, place, distance, height, wall = '', number = 1 }: ScreenSetup,
): void {
  db.prepare(
    `UPDATE screen SET name = ?, place = ?, distance = ?, height = ?, wall = ?, number = ? WHERE id = ?`,
  ).run(name, place, distance, height, wall, number, id)
}
