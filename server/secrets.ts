import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A secret of this installation: 32 bytes in DATA_DIR/secrets/NAME (mode 0600), made at first use. */
export function secret(dataDir: string, name: string): Buffer {
  const folder = join(dataDir, 'secrets')
  const file = join(folder, name)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    return Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url')
  } catch {
    const made = randomBytes(32)
    try {
      writeFileSync(file, made.toString('base64url') + '\n', { mode: 0o600, flag: 'wx' })
      return made
    } catch {
      // Somebody else made it in the meantime.
      return Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url')
    }
  }
}
