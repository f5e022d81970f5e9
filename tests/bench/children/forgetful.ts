import type { NewEvent, RecordedEvent } from '../../../shared/events/types.ts'
import type { Log } from '../../../server/log/log.ts'
import { SqliteLog } from '../../../server/log/sqlite.ts'

/** Makes every log of this process number its events and tell them, and write nothing: what is left is the route. */
export function forgetfulLog(): void {
  const followers: ((events: RecordedEvent[]) => void)[] = []
  let seq = 0
  const head = () => ({ seq, hash: '', recorded: '' })
  const forgetful: Pick<Log, 'append' | 'follow' | 'head'> = {
    head: async () => head(),
    append: async (recorded, prepare) => {
      const known = async (statements: unknown[]) => statements.map(() => undefined)
      const events: NewEvent[] = await prepare({ head: head(), known })
      const written = events.map((event) => ({ ...event, seq: ++seq, recorded }) as RecordedEvent)
      if (written.length > 0) for (const tell of followers) tell(written)
      return written
    },
    follow: (_after, onEvents) => {
      followers.push(onEvents)
      return () => undefined
    },
  }
  Object.assign(SqliteLog.prototype, forgetful)
}
