import type { Source } from '../../shared/situation/items.ts'
import type { Situation } from '../../shared/situation/situation.ts'
import { m } from '../messages/index.ts'

/** The words in which the owners of what is shown ask to be named, each once; BMKG is named even where it did not ask. */
export function creditsOf(situation: Situation): string[] {
  const wordsOf = ({ credit, owner }: Source) => credit ?? (owner === 'BMKG' ? m.attribution : undefined)
  return [...new Set([...situation.source.values()].map(wordsOf))].filter((words) => words !== undefined)
}
