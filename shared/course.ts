import type { Course, Indicator } from './situation/items.ts'

/** How an indicator went: of the whole regency, or of one area by its code. */
export function courseOf({ trend, courses = {} }: Indicator, area?: string): Course {
  if (area === undefined) return trend ?? []
  return (Object.hasOwn(courses, area) && courses[area]) || []
}

/** Days between two values of a rhythm. */
const rhythms: Record<string, number> = {
  harian: 1,
  mingguan: 7,
  bulanan: 31,
  triwulan: 92,
  semesteran: 184,
  tahunan: 366,
}
const dayMs = 86_400_000

/**
 * The stretches of a course that may be drawn as one line, as [ms UTC, value]: it breaks where nothing was reported, and
 * where by its rhythm at least one value is missing in between.
 */
export function stretches(course: Course, cadence = ''): [at: number, value: number][][] {
  const most = 1.6 * (rhythms[cadence] ?? Infinity) * dayMs
  const drawn: [number, number][][] = []
  let last = -Infinity
  for (const [day, value] of course) {
    const at = Date.parse(day)
    if (value === null || Number.isNaN(at)) {
      last = -Infinity
      continue
    }
    if (last === -Infinity || at - last > most) drawn.push([])
    drawn.at(-1)?.push([at, value])
    last = at
  }
  return drawn
}
