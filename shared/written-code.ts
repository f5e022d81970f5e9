import { categoriesOf } from './categories.ts'
import { agenciesOf } from './settings.ts'

interface Named {
  id: string
  name: string
  short?: string | undefined
  aliases?: string[] | undefined
}

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase()

/** What a setting's list means is read once. */
const read = new WeakMap<object, Map<string, string>>()

function codesOf(value: object, listOf: (value: unknown) => readonly Named[]): Map<string, string> {
  const known = read.get(value)
  if (known) return known
  const codes = new Map<string, string>()
  const list = listOf(value)
  // A code wins over a name, a name over what some other was called once.
  for (const { id, aliases = [] } of list) for (const alias of aliases) codes.set(plain(alias), id)
  for (const { id, short } of list) if (short) codes.set(plain(short), id)
  for (const { id, name } of list) codes.set(plain(name), id)
  for (const { id } of list) codes.set(plain(id), id)
  read.set(value, codes)
  return codes
}

function codeOf(written: string, setting: unknown, listOf: (value: unknown) => readonly Named[]): string {
  if (typeof setting !== 'object' || setting === null) return written
  const codes = codesOf(setting, listOf)
  return codes.get(written) ?? codes.get(plain(written)) ?? written
}

/**
 * The code of an agency as somebody wrote it: its code, its name, its short name, or one of its other names in the setting `agencies`, whatever
 * the case. What the setting does not know stays as it was written: it is shown, never guessed.
 */
export const agencyCode = (written: string, setting: unknown): string => codeOf(written, setting, agenciesOf)

/** The same of a complaint's category, by the setting `categories`. */
export const categoryCode = (written: string, setting: unknown): string =>
  codeOf(written, setting, categoriesOf)
