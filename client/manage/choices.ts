import { agenciesOf } from '../../shared/settings.ts'
import type { Situation } from '../../shared/situation/situation.ts'
import { me } from '../me.svelte.ts'

/** The agency this person speaks for; empty for those who speak for all. */
export const ownAgency = (): string => (me.role.startsWith('agency:') ? me.role.slice('agency:'.length) : '')

/** The agencies to choose from; whoever speaks for one has that one alone. */
export function agencyChoices(situation: Situation): { value: string; text: string }[] {
  const own = ownAgency()
  const known = agenciesOf(situation.setting.get('agencies')?.value).map(({ id, name }) => ({
    value: id,
    text: name,
  }))
  if (!own) return known
  return [known.find(({ value }) => value === own) ?? { value: own, text: own }]
}

/** The projects that this person may say something of. */
export function projectChoices(situation: Situation): { value: string; text: string }[] {
  const own = ownAgency()
  return [...situation.project.values()]
    .filter(({ agency }) => !own || agency === own)
    .map(({ id, name }) => ({ value: id, text: name }))
    .sort((a, b) => (a.text < b.text ? -1 : 1))
}
