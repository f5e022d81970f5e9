import { agenciesOf } from './settings.ts'

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase()

/** What a setting's list means is read once. */
const read = new WeakMap<object, Map<string, string>>()

function codesOf(value: object): Map<string, string> {
  const known = read.get(value)
  if (known) return known
  const codes = new Map<string, string>()
  const agencies = agenciesOf(value)
  // A code wins over a name, a name over what some other agency was called once.
  for (const { id, aliases = [] } of agencies) for (const alias of aliases) codes.set(plain(alias), id)
  for (const { id, name } of agencies) codes.set(plain(name), id)
  for (const { id } of agencies) codes.set(plain(id), id)
  read.set(value, codes)
  return codes
}

/**
 * The code of an agency as somebody wrote it: its code, its name, or one of its other names in the setting `agencies`, whatever
 * the case. What the setting does not know stays as it was written: it is shown, never guessed.
 */
export function agencyCode(written: string, setting: unknown): string {
  if (typeof setting !== 'object' || setting === null) return written
  return codesOf(setting).get(plain(written)) ?? written
}
