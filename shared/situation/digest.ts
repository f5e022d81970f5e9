import { kinds, type Kind } from './items.ts'
import type { Situation } from './situation.ts'

/** A text's two 32-bit hashes (two streams of a multiplicative hash with different seeds), signed, put into `into`. */
function hash(text: string, into: [number, number]): void {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  into[0] = a
  into[1] = b
}

/** Brings the sums up to date with the items that changed since the last time. */
export function settle(situation: Situation): void {
  for (const kind of kinds) settleKind(situation, kind)
}

function settleKind(situation: Situation, kind: Kind): void {
  const hashes = situation.hashes[kind]
  const { sums } = situation
  for (const id of situation.dirty[kind]) {
    let known = hashes.get(id)
    if (known) add(sums, known, -1)
    const item = situation[kind].get(id)
    if (!item) {
      hashes.delete(id)
      continue
    }
    // Changed in place: a pair of its own at every change would be most of what a collection has to carry along.
    if (!known) hashes.set(id, (known = [0, 0]))
    hash(kind + JSON.stringify(item), known)
    add(sums, known, 1)
  }
  situation.dirty[kind].clear()
}

function add(sums: [number, number], pair: readonly [number, number], sign: 1 | -1): void {
  sums[0] = (sums[0] + sign * pair[0]) >>> 0
  sums[1] = (sums[1] + sign * pair[1]) >>> 0
}

/**
 * 16 hex digits that two copies of one situation share: the sum of the items' hashes, whatever the order in which
 * the items came. Costs what changed since it was last asked for.
 */
export function digest(situation: Situation): string {
  settle(situation)
  return situation.sums.map((sum) => sum.toString(16).padStart(8, '0')).join('')
}
