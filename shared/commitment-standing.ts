import type { Commitment } from './situation/items.ts'
import type { Calendar } from './working-days.ts'

type CommitmentStanding = 'unsigned' | 'signed' | 'missed' | 'fulfilled'

/** Where a commitment stands at `now`: its day counts to its end, by the site's clock. */
export function commitmentStanding(
  { signed, fulfilled, due }: Pick<Commitment, 'signed' | 'fulfilled' | 'due'>,
  now: number,
  { offsetHours }: Pick<Calendar, 'offsetHours'>,
): CommitmentStanding {
  if (fulfilled) return 'fulfilled'
  if (!signed) return 'unsigned'
  const end = Date.parse(due) + 86_400_000 - offsetHours * 3_600_000
  return end <= now ? 'missed' : 'signed'
}
