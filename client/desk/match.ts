/** What a type-ahead offers. */
export interface Option {
  value: string
  text: string
  detail?: string
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^\p{L}\p{N} ]/gu, '')

/** The options that fit what was typed: those that begin so first, then those with a word that does, then the rest. */
export function matching<T extends Option>(options: readonly T[], typed: string, most = 8): T[] {
  const wanted = plain(typed).trim()
  if (wanted === '') return options.slice(0, most)
  const ranked: [number, T][] = []
  for (const option of options) {
    const text = plain(`${option.text} ${option.detail ?? ''}`)
    const rank = text.startsWith(wanted) ? 0 : text.includes(` ${wanted}`) ? 1 : text.includes(wanted) ? 2 : 3
    if (rank < 3) ranked.push([rank, option])
  }
  return ranked
    .sort(([a], [b]) => a - b)
    .slice(0, most)
    .map(([, option]) => option)
}
