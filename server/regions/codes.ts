import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { RegencyEntry } from '../../shared/region.ts'

export const publicRegions = join(import.meta.dirname, '../../public/regions')

/** The 514 regencies with their provinces, as committed: no build-time source is touched. */
export async function regencies(): Promise<RegencyEntry[]> {
  return z
    .array(RegencyEntry)
    .parse(JSON.parse(await readFile(join(publicRegions, 'regencies.json'), 'utf8')))
}

/** Letters to insert, drop, replace or exchange with the next to make `b` of `a`. */
function edits(a: string, b: string): number {
  let [before, row]: number[][] = [[], Array.from({ length: b.length + 1 }, (_, n) => n)]
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      const replaced = (row?.[j] ?? 0) + (letter === other ? 0 : 1)
      const exchanged = letter === b[j - 1] && a[i - 1] === other ? (before?.[j - 1] ?? 0) + 1 : Infinity
      next.push(Math.min(replaced, exchanged, (row?.[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    ;[before, row] = [row, next]
  }
  return row?.at(-1) ?? 0
}

/** The regency of a code; otherwise an error with the codes and names that come near, for whoever mistyped it. */
export async function regencyOf(code: string): Promise<RegencyEntry> {
  const all = await regencies()
  const found = all.find((regency) => regency.code === code)
  if (found) return found
  const asked = code.toLowerCase().trim()
  const digits = asked.replaceAll(/\D/g, '')
  const distance = ({ code: other, name }: RegencyEntry) =>
    name.toLowerCase().includes(asked) && asked.length > 2
      ? 0
      : Math.min(digits ? edits(digits, other.replace('.', '')) : 9, edits(asked, name.toLowerCase()))
  const elsewhere = (other: RegencyEntry) => (other.code.slice(0, 2) === digits.slice(0, 2) ? 0 : 0.5)
  const far = new Map(all.map((one) => [one, distance(one) + elsewhere(one)]))
  const near = all.toSorted((a, b) => (far.get(a) ?? 0) - (far.get(b) ?? 0)).slice(0, 3)
  const names = near.map((regency) => `${regency.code} ${regency.kind} ${regency.name}`).join(', ')
  throw new Error(`${code} is none of the 514 regencies; near it: ${names}`)
}
