import { hash } from 'node:crypto'

/** A name of its parts that fits an id, the same for the same parts; a too long one ends in its hash. */
export function named(...parts: (string | number)[]): string {
  const whole = parts.join(':')
  return whole.length <= 256 ? whole : `${whole.slice(0, 200)}:${hash('sha256', whole).slice(0, 32)}`
}
