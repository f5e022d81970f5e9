import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { unseal } from './vault.ts'

/** Reads every record of a vault's file with the installation's key; answers how many are not erased. Throws where one does not open. */
export function checkVaultFile(file: string, master: Uint8Array): number {
  const db = new DatabaseSync(file, { readOnly: true })
  try {
    let records = 0
    for (const { key, body } of db.prepare('SELECT key, body FROM record WHERE key IS NOT NULL').iterate()) {
      if (key instanceof Uint8Array && body instanceof Uint8Array) unseal(unseal(master, key), body)
      records++
    }
    return records
  } finally {
    db.close()
  }
}

/** Whether a vault's file holds a record that only its own key opens, and whether `master` does; `none` where there is none. */
export function keyFits(file: string, master: Uint8Array | undefined): boolean | 'none' {
  if (!existsSync(file)) return 'none'
  const db = new DatabaseSync(file, { readOnly: true })
  try {
    const table = db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'record'").get()
    const row = table && db.prepare('SELECT key FROM record WHERE key IS NOT NULL LIMIT 1').get()
    if (!(row?.key instanceof Uint8Array)) return 'none'
    if (!master) return false
    unseal(master, row.key)
    return true
  } catch {
    return false
  } finally {
    db.close()
  }
}
