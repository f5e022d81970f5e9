import { CannotListen, ConfigError, configFromEnvironment } from './config.ts'
import { Locked } from './lock.ts'
import { LogUnavailable } from './log/log.ts'
import type { Parts } from './parts.ts'
import { UnknownType } from '../shared/situation/evolve.ts'
import type { Options } from './options.ts'
import { stopOnSignal } from './stop.ts'

/**
 * Runs the server as a process: reads the environment, then prepares, then starts. Exits 78 for a wrong value and 75
 * where folder or port are in use, each with one line on stderr; answers the server otherwise.
 */
export async function run(prepare: () => Promise<unknown>, options: Options = {}): Promise<Parts> {
  try {
    const config = configFromEnvironment()
    // A wrong value is told before half a second goes into loading the server.
    const starting = Promise.all([import('./server.ts'), prepare()]).then(([{ startServer }]) => {
      // Keys, sessions and vault are this account's alone, whatever folder they are put in.
      process.umask(0o077)
      return startServer(config, options)
    })
    stopOnSignal(starting)
    const server = await starting
    process.stdout.write(`Ruang Pantau ${server.version}: ${server.address}/wall\n`)
    return server
  } catch (error) {
    const inUse = error instanceof Locked || error instanceof CannotListen
    // Neither a wrong value nor a version that is older than its log mends itself: it is not tried again and again.
    const stays = error instanceof ConfigError || error instanceof UnknownType
    if (!inUse && !stays && !isOfTheDisk(error)) throw error
    process.stderr.write(`ruang-pantau: ${error.message.replace(/\s+/g, ' ')}\n`)
    // At once: connections that were opened before would keep a process without a server alive, and the folder with it.
    process.exit(inUse ? 75 : stays ? 78 : 1)
  }
}

/** A disk that is full, read-only or broken, or a database that is away, is told in one line; what else goes wrong shows where. */
function isOfTheDisk(error: unknown): error is Error {
  return (
    error instanceof Error && ('errcode' in error || 'syscall' in error || error instanceof LogUnavailable)
  )
}
