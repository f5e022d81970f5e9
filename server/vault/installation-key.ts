import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { writeDurably } from '../durable-file.ts'
import { secret } from '../secrets.ts'
import { seal, unseal } from './vault.ts'

const nextFile = (dataDir: string): string => join(dataDir, 'secrets', 'vault.next')
const keyFile = (dataDir: string): string => join(dataDir, 'secrets', 'vault')
/** What names a key without telling it. */
export const markOf = (key: Uint8Array): string =>
  createHash('sha256').update('vault').update(key).digest('hex')
const read = (file: string): Buffer => Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url')
const marks =
  'CREATE TABLE IF NOT EXISTS wrapped (one INTEGER PRIMARY KEY CHECK (one = 1), mark TEXT NOT NULL) STRICT'

/** The key that wraps the records' keys; a rotation that was cut off is brought to its end, or to its beginning. */
export function vaultKey(dataDir: string): Buffer {
  if (existsSync(nextFile(dataDir))) settle(dataDir)
  return secret(dataDir, 'vault')
}

/** Ends a rotation that was cut off, by the mark of the key that holds. */
export function settleBy(dataDir: string, mark: unknown): void {
  if (!existsSync(nextFile(dataDir))) return
  if (mark === markOf(read(nextFile(dataDir)))) renameSync(nextFile(dataDir), keyFile(dataDir))
  else rmSync(nextFile(dataDir))
}

/** Lays the next key down, durably, before anything is wrapped by it. */
export const writeNext = (dataDir: string, key: Buffer): void =>
  writeDurably(nextFile(dataDir), `${key.toString('base64url')}\n`)

/** vault.db says, in the commit that wrapped the records anew, by which key they are wrapped. */
function settle(dataDir: string): void {
  const db = new DatabaseSync(join(dataDir, 'vault.db'))
  try {
    db.exec(marks)
    settleBy(dataDir, db.prepare('SELECT mark FROM wrapped').get()?.mark)
  } finally {
    db.close()
  }
}

/**
 * Wraps every record's key with a new installation key and puts it in the place of the old one; answers how many there
 * were. For whoever holds the data folder alone. Throws, and changes nothing, where a record cannot be unwrapped.
 */
export function rotateVaultKey(dataDir: string): number {
  const before = vaultKey(dataDir)
  const next = randomBytes(32)
  writeNext(dataDir, next)
  const db = new DatabaseSync(join(dataDir, 'vault.db'))
  try {
    db.exec(`PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; ${marks}; BEGIN IMMEDIATE`)
    const write = db.prepare('UPDATE record SET key = ? WHERE reference = ?')
    const rows = db.prepare('SELECT reference, key FROM record WHERE key IS NOT NULL').all()
    for (const { reference, key } of rows)
      if (key instanceof Uint8Array) write.run(seal(next, unseal(before, key)), String(reference))
    db.prepare('INSERT OR REPLACE INTO wrapped VALUES (1, ?)').run(markOf(next))
    db.exec('COMMIT')
    renameSync(nextFile(dataDir), keyFile(dataDir))
    // What was wrapped by the old key goes from the write-ahead log too.
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    return rows.length
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK')
    throw error
  } finally {
    db.close()
    if (existsSync(nextFile(dataDir))) settle(dataDir)
  }
}
