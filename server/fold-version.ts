import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

const root = join(import.meta.dirname, '..')

let version: string | undefined

/** The version of the fold: a hash of every file in shared/, 12 hex digits. Screens and checkpoints of another fold start over. */
export function foldVersion(): string {
  // What this process runs was read at its start: a file that changes later changes nothing here.
  return (version ??= hashOfShared())
}

function hashOfShared(): string {
  const hash = createHash('sha256')
  const files = readdirSync(join(root, 'shared'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort()
  for (const file of files)
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0')
  return hash.digest('hex').slice(0, 12)
}
