import { agencyName } from '../shared/agency-names.ts'
import type { Situation } from '../shared/situation/situation.ts'

/** What agencies are called in the room. */
export function agencyNames(situation: Situation | undefined): (id: string) => string {
  const value = situation?.setting.get('agencies')?.value
  return (id) => agencyName(value, id)
}
