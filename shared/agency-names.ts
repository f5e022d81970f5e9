import { agenciesOf, type Agency } from './settings.ts'

const read = new WeakMap<object, Map<string, Agency>>()

function known(setting: unknown): Map<string, Agency> {
  if (typeof setting !== 'object' || setting === null) return new Map()
  let found = read.get(setting)
  if (!found) {
    found = new Map(agenciesOf(setting).map((one) => [one.id, one]))
    read.set(setting, found)
  }
  return found
}

/** A code in capitals is one that people say (PUPR, DINKES); one of numbers (2.16.2.20) or in small letters is a program's. */
const isSpoken = (code: string): boolean => /^\p{Lu}[\p{Lu} -]*$/u.test(code)

/**
 * What an agency is called in the room, on every wall, page and alarm alike, by the setting `agencies`: its short name, else
 * its code, else its name where nobody says the code. One that the setting does not know is its code.
 */
export function agencyName(setting: unknown, id: string): string {
  const agency = known(setting).get(id)
  return agency?.short ?? (agency && !isSpoken(id) ? agency.name : id)
}

/** What it is called in documents, forms and before citizens: its whole name. */
export const agencyFullName = (setting: unknown, id: string): string => known(setting).get(id)?.name ?? id
