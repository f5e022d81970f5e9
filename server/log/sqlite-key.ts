import type { Name } from './chain.ts'

/**
 * Where a statement stands in the index, 50 bits: 26 of source and id but for its last three characters, those, 6 bits each,
 * and 6 more of what is before them. Ids that are counted up lie side by side so, and a group of them touches a page or two.
 */
export function keyOf({ source, id }: Name): number {
  const cut = Math.max(0, id.length - 3)
  let start = 0x811c9dc5
  for (let at = 0; at < source.length; at++) start = Math.imul(start ^ source.charCodeAt(at), 0x01000193)
  // Between the two stands what is in neither.
  start = Math.imul(start ^ 0x10000, 0x01000193)
  for (let at = 0; at < cut; at++) start = Math.imul(start ^ id.charCodeAt(at), 0x01000193)
  let end = 0
  for (let at = cut; at < id.length; at++) end = (end << 6) | (id.charCodeAt(at) & 63)
  start = mixed(start)
  return (start >>> 6) * placeKeys + end * 64 + (start & 63)
}

/** The last step of MurmurHash3: every bit comes to depend on every other. */
function mixed(bits: number): number {
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return bits ^ (bits >>> 16)
}

/** Keys of ids that differ in their last three characters alone lie in one place, of so many. */
export const placeKeys = 0x1000000
export const placeOf = (key: number): number => Math.floor(key / placeKeys)

/** Whether keys lie in a few places, as those of counted ids do. */
export function areNear(keys: readonly number[]): boolean {
  let places = 0
  for (let at = 0, place = -1; at < keys.length; at++) {
    const here = placeOf(keys[at]!)
    if (here !== place) places++
    place = here
  }
  return places * 8 <= keys.length
}
