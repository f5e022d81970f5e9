import fc from 'fast-check'

export type Data = fc.Arbitrary<Record<string, unknown>>

/** A record of which the keys in `optional` may be absent. */
export function record(always: Record<string, fc.Arbitrary<unknown>>, optional: typeof always = {}): Data {
  return fc.record({ ...always, ...optional }, { requiredKeys: Object.keys(always) }) as Data
}
