import type { Parts } from './parts.ts'

/** What a signal stops. */
type Stoppable = Pick<Parts, 'close' | 'logger'>

/** However long the parts take: contract is 5 s. */
const patienceMs = 4_500

/**
 * SIGTERM and SIGINT: stops taking in, finishes what was taken, closes sockets, exits 0 within 5 s. To be called first
 * of all: a signal that comes while the server starts waits for the start, and stops what it opened.
 */
export function stopOnSignal(starting: Stoppable | Promise<Stoppable>): void {
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(0), patienceMs).unref()
    void Promise.resolve(starting)
      .then(
        (server) =>
          server.close().catch((error: unknown) => server.logger.error({ error }, 'stopping failed')),
        () => undefined,
      )
      .finally(() => process.exit(process.exitCode ?? 0))
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}
