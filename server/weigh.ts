/** About how many characters of JSON a value makes, without making them. */
export function weigh(value: unknown): number {
  if (typeof value === 'string') return value.length + 2
  if (typeof value !== 'object' || value === null) return 8
  let weight = 2
  if (Array.isArray(value)) {
    for (const part of value) weight += weigh(part) + 1
    return weight
  }
  for (const name in value) weight += name.length + 4 + weigh((value as Record<string, unknown>)[name])
  return weight
}
