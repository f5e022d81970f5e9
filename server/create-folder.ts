import { mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

/**
 * Makes a folder for this account alone, and those above it that are missing. One by one: where a folder takes no other
 * (/proc) Node's own `recursive` tries for ever. Throws the system's error.
 */
export function createFolder(folder: string): void {
  const path = resolve(folder)
  if (isFolder(path)) return
  createFolder(dirname(path))
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    // Somebody else may have made it meanwhile.
    if (!isFolder(path)) throw error
  }
}
