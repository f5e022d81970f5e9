import { writeSync } from 'node:fs'
import type { DestinationStream } from 'pino'

/**
 * Log lines to stdout. A line that finds no room (a file on a full disk) is lost: pino's own destination waits for room in
 * a loop then, and the whole server with it, also at its end.
 */
export const logLines: DestinationStream = {
  write: (line) => {
    try {
      writeSync(1, line)
    } catch {
      // Nobody can be told: this is where one would be.
    }
  },
}
