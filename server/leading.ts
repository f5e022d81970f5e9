import type { Config } from './config.ts'
import { lead, type Duties } from './log/postgres-lead.ts'

/** Does what only one node may do (schedule, feeds, upkeep): with a log of its own at once, on a common one when it leads. */
export function leading({ DATABASE_URL }: Pick<Config, 'DATABASE_URL'>, begin: Duties): () => Promise<void> {
  return DATABASE_URL ? lead(DATABASE_URL, begin) : begin()
}
