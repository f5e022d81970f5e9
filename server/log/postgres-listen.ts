import pg from 'pg'

/** What a listener needs. */
interface Listening {
  connection: pg.ClientConfig
  channel: string
  /** Between two looks at the log while no notification comes, milliseconds. */
  pollMs: number
  /** Whether a notified seq is news to us. */
  isNews: (seq: number) => boolean
  /** Looks at the log and hands on what is new. */
  look: (client: pg.ClientBase) => Promise<void>
}

export interface Listener {
  /** Looks at once. */
  wake: () => void
  stop: () => Promise<void>
}

const leastPauseMs = 50
const mostPauseMs = 3_000

/**
 * Keeps one connection that listens: a notification makes it look at once, and it looks every `pollMs` anyway. When the
 * connection is lost, or a look fails, it is made anew, for ever.
 */
export function listen({ connection, channel, pollMs, isNews, look }: Listening): Listener {
  const stopping = new AbortController()
  const { signal } = stopping
  let awake = false
  let resume = () => {}
  const wake = () => {
    awake = true
    resume()
  }
  const rest = async (ms: number) => {
    if (awake || signal.aborted) return
    await new Promise<void>((done) => {
      const timer = setTimeout(done, ms)
      resume = () => {
        clearTimeout(timer)
        done()
      }
    })
  }

  const attend = async (client: pg.Client, wellDone: () => void): Promise<void> => {
    let lost: unknown
    client.on('error', (error) => {
      lost ??= error
      wake()
    })
    client.on('notification', ({ payload }) => {
      if (isNews(Number(payload))) wake()
    })
    await client.connect()
    await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`)
    while (!signal.aborted) {
      awake = false
      await look(client)
      wellDone()
      await rest(pollMs)
      if (lost !== undefined) throw lost
    }
  }

  const run = async (): Promise<void> => {
    let pause = leastPauseMs
    while (!signal.aborted) {
      const client = new pg.Client(connection)
      // Why it failed is told to those who append: here it is only tried again.
      await attend(client, () => (pause = leastPauseMs)).catch(() => undefined)
      void client.end().catch(() => undefined)
      awake = false
      await rest(pause * (0.5 + Math.random()))
      pause = Math.min(pause * 2, mostPauseMs)
    }
  }

  const running = run()
  const stop = async () => {
    stopping.abort()
    wake()
    await running
  }
  return { wake, stop }
}
