import { digest } from '../../../shared/situation/digest.ts'
import { evolve } from '../../../shared/situation/evolve.ts'
import { createSituation } from '../../../shared/situation/situation.ts'
import { SqliteLog } from '../../log/sqlite.ts'

/** Folds a restored log from its first event; answers the digests that staff screens have at `seq` (0: none) and at its end. */
export async function refold(
  file: string,
  first: Record<string, unknown>,
  seq: number,
): Promise<{ then: string | undefined; end: string }> {
  const log = new SqliteLog(file)
  try {
    const situation = createSituation(first)
    let then: string | undefined
    for (;;) {
      const events = await log.read(situation.seq, 2_000)
      if (events.length === 0) return { then, end: digest(situation) }
      for (const event of events) {
        evolve(situation, event)
        if (event.seq === seq) then = digest(situation)
      }
    }
  } finally {
    await log.close()
  }
}
