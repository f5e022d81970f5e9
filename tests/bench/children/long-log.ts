import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { NewEvent, RecordedEvent } from '../../../shared/events/types.ts'
import { SqliteLog } from '../../../server/log/sqlite.ts'
import { answer } from '../child.ts'
import { mix } from '../mix.ts'

const group = 5_000

/** Writes a log of `count` events into a data folder: an ordinary mix, told again and again under new ids. */
answer({
  write: async ({ folder, count }: { folder: string; count: number }) => {
    mkdirSync(folder, { recursive: true })
    const log = new SqliteLog(join(folder, 'log.db'))
    const { first, then } = mix(1_000, 49_000)
    let written = 0
    const put = async (events: RecordedEvent[]) => {
      const fresh = events.map(({ seq: _, recorded: __, ...event }) => ({ ...event, id: `w-${++written}` }))
      const at = new Date(Date.UTC(2026, 0, 1) + written * 250).toISOString()
      await log.append(at, async () => fresh as NewEvent[])
    }
    await put(first)
    for (let at = 0; written < count; at = (at + group) % then.length)
      await put(then.slice(at, Math.min(at + group, at + count - written)))
    await log.close()
    return written
  },
})
