import type { Parts } from './parts.ts'

/** SIGTERM and SIGINT: stops taking in, finishes what was taken, closes sockets, exits 0 within 5 s. */
export function stopOnSignal(
  server: Pick<Parts, 'close' | 'logger'>,
  before: () => Promise<void> = async () => undefined,
): void {
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(0), 4_500).unref()
    void before()
      .then(() => server.close())
      .catch((error: unknown) => server.logger.error({ error }, 'stopping failed'))
      .finally(() => process.exit(0))
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}
