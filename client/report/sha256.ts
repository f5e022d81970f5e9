const primes = (n: number): number[] => {
  const found: number[] = []
  for (let next = 2; found.length < n; next++)
    if (found.every((prime) => next % prime !== 0)) found.push(next)
  return found
}
const fraction = (value: number) => ((value - Math.floor(value)) * 2 ** 32) | 0
const rounds = primes(64).map((prime) => fraction(Math.cbrt(prime)))
const start = primes(8).map((prime) => fraction(Math.sqrt(prime)))
const turn = (value: number, by: number) => (value >>> by) | (value << (32 - by))

/**
 * The first 32 bits of the SHA-256 (FIPS 180-4) of an ASCII text: crypto.subtle is not there on plain http, and a sum of
 * thousands is quicker without a promise each.
 */
export function sha256Head(text: string): number {
  const blocks = Math.ceil((text.length + 9) / 64)
  const bytes = new Uint8Array(blocks * 64)
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at)
  bytes[text.length] = 0x80
  const view = new DataView(bytes.buffer)
  view.setUint32(bytes.length - 4, text.length * 8)
  const state = Int32Array.from(start)
  const w = new Int32Array(64)
  for (let block = 0; block < blocks; block++) {
    for (let t = 0; t < 16; t++) w[t] = view.getInt32(block * 64 + t * 4)
    for (let t = 16; t < 64; t++) {
      const [x, y] = [w[t - 15]!, w[t - 2]!]
      const s0 = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)
      const s1 = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10)
      w[t] = (w[t - 16]! + s0 + w[t - 7]! + s1) | 0
    }
    let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number] // prettier-ignore
    for (let t = 0; t < 64; t++) {
      const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)
      const one = (h + s1 + ((e & f) ^ (~e & g)) + rounds[t]! + w[t]!) | 0
      const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)
      const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
      h = g
      g = f
      f = e
      e = (d + one) | 0
      d = c
      c = b
      b = a
      a = (one + two) | 0
    }
    ;[a, b, c, d, e, f, g, h].forEach((value, at) => (state[at] = (state[at]! + value) | 0))
  }
  return state[0]! >>> 0
}
