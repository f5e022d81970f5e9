import { closeSync, fsyncSync, openSync, writeFileSync } from 'node:fs'

/** Writes a file that the account alone reads, and waits for the disk. */
export function writeDurably(file: string, text: string): void {
  const out = openSync(file, 'w', 0o600)
  try {
    writeFileSync(out, text)
    fsyncSync(out)
  } finally {
    closeSync(out)
  }
}

/** Makes the names in a folder durable. */
export function syncFolder(folder: string): void {
  // Windows cannot sync a folder; there a name is as durable as it gets.
  if (process.platform === 'win32') return
  const opened = openSync(folder, 'r')
  try {
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}
