import type { Name } from './chain.ts'

/** A name whose id ends in a number: who gave it and what stands before the number, and the number. */
export interface Counted {
  stem: string
  number: number
}

const mostDigits = 15
const isDigit = (code: number): boolean => code >= 48 && code <= 57

/** The name as one that is counted up, where its id ends in a number of at most 15 digits; zeros in front belong to the stem. */
export function countedOf({ source, id }: Name): Counted | undefined {
  let from = id.length
  while (from > 0 && isDigit(id.charCodeAt(from - 1))) from--
  const digits = id.length - from
  if (digits === 0 || digits > mostDigits) return undefined
  while (from < id.length - 1 && id.charCodeAt(from) === 48) from++
  return { stem: `${source.length} ${source}${id.slice(0, from)}`, number: Number(id.slice(from)) }
}

/** Names of rows that follow each other, each counted one further than the one before. */
export interface Run {
  stem: string
  /** The number of the first name, and the seq of its row. */
  first: number
  seq: number
  count: number
}

/** How many names from `at` on are counted up from there. */
export function countedUp(names: readonly Name[], at: number, { stem, number }: Counted): number {
  const { source, id } = names[at]!
  const before = id.slice(0, id.length - String(number).length)
  let end = at + 1
  while (
    end < names.length &&
    names[end]!.id === before + (number + end - at) &&
    names[end]!.source === source
  )
    end++
  // A number may outgrow its digits.
  while (countedOf(names[end - 1]!)?.stem !== stem) end--
  return end - at
}
