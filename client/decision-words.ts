import type { Decision } from '../shared/situation/items.ts'
import { shortDate } from './format.ts'
import { m } from './messages/index.ts'
import type { Site } from './site.ts'

/** What was decided, in words: 'disetujui', 'ditunda, kembali 30 Nov'. */
export function chosenWords({ choice, until }: Pick<Decision, 'choice' | 'until'>, site: Site): string {
  const w = m.performance
  if (!choice) return ''
  return choice === 'deferred' && until ? w.deferredTo(shortDate(Date.parse(until), site)) : w.chosen[choice]
}
