import { keyOf } from './sqlite-key.ts'

/** Half a megabyte: with a new stem each 90 s, after a year one stem in 40 is looked for in vain. */
const places = 1 << 22

/**
 * Which stems may have a run, so that most names need not be looked for among the runs. A feeder that names every batch
 * anew makes stems for ever: so two bits of a table stand for each, and now and then one is taken for another's.
 */
export class Stems {
  readonly #bits = new Uint32Array(places / 32)
  /** Nothing was ever added. */
  empty = true

  add(stem: string): void {
    const key = keyOf({ source: '', id: stem })
    this.empty = false
    for (const place of [firstOf(key), secondOf(key)])
      this.#bits[place >>> 5] = (this.#bits[place >>> 5] ?? 0) | (1 << (place & 31))
  }

  /** False: it has none. */
  mayHave(stem: string): boolean {
    const key = keyOf({ source: '', id: stem })
    return this.#has(firstOf(key)) && this.#has(secondOf(key))
  }

  #has(place: number): boolean {
    return (((this.#bits[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 1
  }
}

/** Two places of a key that have nothing to do with each other. */
const firstOf = (key: number): number =>
  (Math.imul(key / 0x4000000, 0x9e3779b1) ^ Math.imul(key % 0x4000000, 0x85ebca6b)) >>> 10
const secondOf = (key: number): number =>
  (Math.imul(key % 0x4000000, 0x9e3779b1) ^ Math.imul(key / 0x4000000, 0x85ebca6b)) >>> 10
