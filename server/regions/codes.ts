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

function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, n) => n)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries())
      next.push(
        Math.min((row[j] ?? 0) + (letter === other ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1),
      )
    row = next
  }
  return row.at(-1) ?? 0
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
  const near = all.toSorted((a, b) => distance(a) - distance(b)).slice(0, 3)
  const names = near.map((regency) => `${regency.code} ${regency.kind} ${regency.name}`).join(', ')
  throw new Error(`${code} is none of the 514 regencies; near it: ${names}`)
}
