import pg from 'pg'

/** What a listener needs. */
export interface Listening {
  connection: pg.ClientConfig
  channel: string
  /** Between two looks at the log while no notification comes, milliseconds. */
  pollMs: number
  /** Whether a notified seq is news to us. */
  isNews: (seq: number) => boolean
  /** Looks at the log and hands on what is new. */
  look: (client: pg.ClientBase) => Promise<void>
  /** It could not be looked at; it is tried again for ever. */
  failed: (error: unknown) => void
}

const leastPauseMs = 50
const mostPauseMs = 3_000

/**
 * Keeps one connection that listens: a notification makes it look at once, and it looks every `pollMs` anyway. When
 * the connection is lost it is made anew, for ever. Answers how to stop.
 */
export function listen({
  connection,
  channel,
  pollMs,
  isNews,
  look,
  failed,
}: Listening): () => Promise<void> {
  let stopped = false
  let news = false
  let wake = () => {}
  let current: pg.Client | undefined

  const rest = (ms: number) =>
    new Promise<void>((resume) => {
      if (news || stopped) return resume()
      const timer = setTimeout(resume, ms)
      wake = () => {
        clearTimeout(timer)
        resume()
      }
    })

  const attend = async (client: pg.Client, connected: () => void): Promise<void> => {
    let lost: unknown
    client.on('error', (error) => {
      lost ??= error
      wake()
    })
    client.on('notification', ({ payload }) => {
      if (!isNews(Number(payload))) return
      news = true
      wake()
    })
    await client.connect()
    await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`)
    while (!stopped) {
      news = false
      await look(client)
      connected()
      await rest(pollMs)
      if (lost !== undefined) throw lost
    }
  }

  const run = async (): Promise<void> => {
    for (let pause = leastPauseMs; !stopped; pause = Math.min(pause * 2, mostPauseMs)) {
      current = new pg.Client(connection)
      try {
        await attend(current, () => (pause = leastPauseMs))
      } catch (error) {
        if (!stopped) failed(error)
      }
      void current.end().catch(() => undefined)
      news = false
      await rest(pause * (0.5 + Math.random()))
    }
  }

  const running = run()
  return async () => {
    stopped = true
    wake()
    await running
  }
}
