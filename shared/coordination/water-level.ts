import type { Observation } from '../situation/items.ts'
import { gauges, marks, type Gauge, type Marks } from './alarm-rules.ts'

const marksOf = marks.catch({})
const kept = new WeakMap<object, Record<string, Gauge>>()

/** What the setting `gauges` holds, by the gauges' ids; nothing where it is not of that shape. */
export function gaugesOf(setting: unknown): Record<string, Gauge> {
  if (typeof setting !== 'object' || setting === null) return {}
  let read = kept.get(setting)
  if (!read) kept.set(setting, (read = gauges.safeParse(setting).data ?? {}))
  return read
}

/** What it says of one. */
export function gaugeOf(setting: unknown, id: string): Gauge | undefined {
  const read = gaugesOf(setting)
  return Object.hasOwn(read, id) ? read[id] : undefined
}

/** A gauge's marks: the setting `gauges` goes before what the gauge itself sends, as `marks` or as siaga1 (the worst) to siaga3. */
export function marksFor(setting: unknown, { id, details = {} }: Pick<Observation, 'id' | 'details'>): Marks {
  const own = gaugeOf(setting, id)
  if (own?.waspada !== undefined || own?.siaga !== undefined || own?.awas !== undefined)
    return marks.parse(own)
  const { siaga1: awas, siaga2: siaga, siaga3: waspada } = details
  return marksOf.parse(details['marks'] ?? { waspada, siaga, awas })
}

/** The highest mark that a value reaches; undefined where the gauge has no marks. */
export function grade({ waspada, siaga, awas }: Marks, value: number): number | undefined {
  const steps = [waspada, siaga, awas]
  if (steps.every((mark) => mark === undefined)) return undefined
  return steps.reduce<number>((best, mark, at) => (mark !== undefined && value >= mark ? at + 1 : best), 0)
}

const hourMs = 3_600_000
const trendMs = 3 * hourMs

/** What a gauge said in the last hours before its newest reading, oldest first, the newest last: [ms UTC, value]. */
export function readingsOf({ at, value, earlier = [] }: Observation): [at: number, value: number][] {
  const newest = Date.parse(at)
  const all = [...earlier, { at, value }].flatMap((one): [number, number][] =>
    one.at === undefined || one.value === undefined ? [] : [[Date.parse(one.at), one.value]],
  )
  return all.filter(([moment]) => moment > newest - 2 * trendMs && moment <= newest).sort(([a], [b]) => a - b)
}

/** How much it rises in an hour, over the last three; undefined where less than half an hour is known. */
export function risePerHour(readings: readonly [number, number][]): number | undefined {
  const last = readings.at(-1)
  const first = last && readings.find(([at]) => at >= last[0] - trendMs)
  if (!last || !first || last[0] - first[0] < hourMs / 2) return undefined
  return ((last[1] - first[1]) * hourMs) / (last[0] - first[0])
}
