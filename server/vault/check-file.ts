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
