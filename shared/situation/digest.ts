import { kinds, type Kind } from './items.ts'
import type { Situation } from './situation.ts'

/** Two 32-bit hashes of a text (two streams of a multiplicative hash with different seeds). */
function hash(text: string): [number, number] {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return [a >>> 0, b >>> 0]
}

/** Brings the sums up to date with the items that changed since the last time. */
export function settle(situation: Situation): void {
  for (const kind of kinds) settleKind(situation, kind)
}

function settleKind(situation: Situation, kind: Kind): void {
  const hashes = situation.hashes[kind]
  const { sums } = situation
  for (const id of situation.dirty[kind]) {
    const old = hashes.get(id)
    if (old) {
      sums[0] = (sums[0] - old[0]) >>> 0
      sums[1] = (sums[1] - old[1]) >>> 0
    }
    const item = situation[kind].get(id)
    if (!item) {
      hashes.delete(id)
      continue
    }
    const fresh = hash(kind + JSON.stringify(item))
    sums[0] = (sums[0] + fresh[0]) >>> 0
    sums[1] = (sums[1] + fresh[1]) >>> 0
    hashes.set(id, fresh)
  }
  situation.dirty[kind].clear()
}

/**
 * 16 hex digits that two copies of one situation share: the sum of the items' hashes, whatever the order in which
 * the items came. Costs what changed since it was last asked for.
 */
export function digest(situation: Situation): string {
  settle(situation)
  return situation.sums.map((sum) => sum.toString(16).padStart(8, '0')).join('')
}
