import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { RecordedEvent } from '../../../shared/events/types.ts'
import { SqliteLog } from '../../../server/log/sqlite.ts'
import { answer } from '../child.ts'
import { told } from '../events.ts'
import { mix } from '../mix.ts'

const group = 5_000

/** Writes a log of `count` events into a data folder: an ordinary mix, told again and again under new ids. */
answer({
  write: async ({ folder, count }: { folder: string; count: number }) => {
    mkdirSync(folder, { recursive: true })
    const log = new SqliteLog(join(folder, 'log.db'))
    const { first, then } = mix(1_000, 49_000)
    const put = async (events: RecordedEvent[], from: number) => {
      const fresh = events.map((event, at) => ({ ...told(event), id: `w-${from + at}` }))
      await log.append(new Date(Date.UTC(2026, 0, 1) + from * 250).toISOString(), async () => fresh)
      return from + events.length
    }
    let written = await put(first, 0)
    while (written < count) {
      const at = written % (then.length - group)
      written = await put(then.slice(at, at + Math.min(group, count - written)), written)
    }
    await log.close()
    return written
  },
})
