import { hash } from 'node:crypto'

/** The hash before the first row. */
export const genesis = '0'.repeat(64)

/** The hash of a row, hex: SHA-256 over the hash before, the number, the time of recording and the event's text. */
export function chainHash(before: string, seq: number, recorded: string, body: string): string {
  return hash('sha256', `${before}\n${seq}\n${recorded}\n${body}`)
}
