import type { Config } from './config.ts'
import type { Duties } from './log/postgres-lead.ts'

/** Does what only one node may do (schedule, feeds, upkeep): with a log of its own at once, on a common one when it leads. */
export async function leading(
  { DATABASE_URL }: Pick<Config, 'DATABASE_URL'>,
  begin: Duties,
): Promise<() => Promise<void>> {
  if (!DATABASE_URL) return begin()
  const { lead } = await import('./log/postgres-lead.ts')
  return lead(DATABASE_URL, begin)
}
