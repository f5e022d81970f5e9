import { randomBytes, randomUUID } from 'node:crypto'
import { linkSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from './config.ts'
import { syncFolder, writeDurably } from './durable-file.ts'
import { createFolder } from './create-folder.ts'

const bytes = 32

/**
 * A secret of this installation: 32 bytes in DATA_DIR/secrets/NAME (mode 0600), made at first use, whole and durable before
 * anything rests on it: what is sealed with it cannot be read without. Throws ConfigError where the file holds anything else.
 */
export function secret(dataDir: string, name: string): Buffer {
  const folder = join(dataDir, 'secrets')
  const file = join(folder, name)
  const there = read(file)
  if (there) return there
  createFolder(folder)
  const part = `${file}.${randomUUID()}.part`
  try {
    writeDurably(part, `${randomBytes(bytes).toString('base64url')}\n`)
    linkSync(part, file)
    syncFolder(folder)
  } catch (error) {
    // Somebody else made it in the meantime.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(part, { force: true })
  }
  return read(file) ?? secret(dataDir, name)
}

function read(file: string): Buffer | undefined {
  const text = readThere(file)
  if (text === undefined) return undefined
  const found = Buffer.from(text.trim(), 'base64url')
  if (found.length === bytes) return found
  const how = 'bring it back from a backup or another node; on a new installation remove it'
  throw new ConfigError(`DATA_DIR: ${file} does not hold the ${bytes} bytes of a secret: ${how}`)
}

function readThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
