import type { RecordedEvent } from '../events/types.ts'
import type { Course, Indicator } from './items.ts'
import { lean } from './marks.ts'
import { touch, type Situation, type Touch } from './situation.ts'

export function indicatorDefined(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'indicator.defined'>,
) {
  const before = situation.indicator.get(event.subject)
  const { name, unit, target, direction, agency, cadence, shareOf } = event.data
  const indicator: Indicator = lean({
    ...before,
    id: event.subject,
    seq: event.seq,
    name,
    unit,
    target,
    direction,
    agency,
    cadence,
    shareOf,
    byRegion: before?.byRegion ?? {},
    odd: undefined,
  })
  situation.indicator.set(indicator.id, indicator)
  touch(situation, touched, 'indicator', indicator.id)
}

const trendPoints = 24
const coursePoints = 8
/** A regency has some 20 districts and 300 villages; a sender of ever new codes does not grow an item without bound. */
const mostRegions = 600

/** A course with one day's value put in its place, the newest so many kept: what is told late still shows how it went. */
function into(course: Course = [], day: string, value: number | null, most: number): Course {
  const others = course.filter(([at]) => at !== day)
  return [...others, [day, value] satisfies Course[number]].sort(([a], [b]) => (a < b ? -1 : 1)).slice(-most)
}

/** Own fields only: a code may be any text. */
function readingIn({ byRegion }: Indicator, region: string) {
  return Object.hasOwn(byRegion, region) ? byRegion[region] : undefined
}

function courseIn(indicator: Indicator, region: string, value: number | null, asOf: string): void {
  const { courses = {} } = indicator
  const own = Object.hasOwn(courses, region) ? courses[region] : undefined
  if (!own && (value === null || Object.keys(courses).length >= mostRegions)) return
  const others = Object.entries(courses).filter(([code]) => code !== region)
  indicator.courses = Object.fromEntries([...others, [region, into(own, asOf, value, coursePoints)]])
}

function measuredIn(indicator: Indicator, region: string, value: number | null, asOf: string): void {
  const before = readingIn(indicator, region)
  if (value === null) {
    const others = Object.entries(indicator.byRegion).filter(([code]) => code !== region)
    indicator.byRegion = Object.fromEntries(others)
    return
  }
  const previous = before && before.asOf !== asOf ? before.value : before?.previous
  const reading = previous === undefined ? { value, asOf } : { value, asOf, previous }
  // What stands is its own field, whatever the code is called.
  if (before) indicator.byRegion[region] = reading
  else if (Object.keys(indicator.byRegion).length < mostRegions)
    indicator.byRegion = { ...indicator.byRegion, [region]: reading }
}

/** Nothing reported leaves the last known value standing, and says since when nothing came. */
function measuredWhole(
  indicator: Indicator,
  value: number | null,
  asOf: string,
  parts: Record<string, number> | undefined,
): void {
  if (value === null) {
    indicator.unreported = asOf
    return
  }
  delete indicator.unreported
  if (indicator.value !== undefined && indicator.asOf !== asOf) indicator.previous = indicator.value
  indicator.value = value
  indicator.asOf = asOf
  if (parts) indicator.parts = parts
  else delete indicator.parts
}

export function indicatorMeasured(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'indicator.measured'>,
) {
  const { subject: id, seq } = event
  const { value, asOf, region, parts } = event.data
  const indicator: Indicator = situation.indicator.get(id) ?? {
    id,
    seq,
    name: id,
    unit: '',
    direction: 'up',
    agency: '',
    byRegion: {},
    odd: true,
  }
  indicator.seq = seq
  if (region) courseIn(indicator, region, value, asOf)
  else if (value !== null || indicator.trend)
    indicator.trend = into(indicator.trend, asOf, value, trendPoints)
  const there = region ? readingIn(indicator, region)?.asOf : indicator.asOf
  if (!there || asOf >= there) {
    if (region) measuredIn(indicator, region, value, asOf)
    else measuredWhole(indicator, value, asOf, parts)
  }
  situation.indicator.set(id, indicator)
  touch(situation, touched, 'indicator', id)
}
