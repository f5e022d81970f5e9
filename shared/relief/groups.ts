import type { Incident, Range } from '../situation/items.ts'
import type { Groups } from './rations.ts'

/** Whom the needs are counted for: the displaced where somebody counted them, else the people in the areas (perkiraan). */
export function groupsOf(incidents: readonly Incident[]): Groups | undefined {
  const displaced = incidents.flatMap(({ impact }) => impact.mengungsi ?? [])
  if (displaced.length > 0) {
    const ends = displaced.map(({ value, differs }): Range => differs ?? [value, value])
    return { people: [sum(ends.map(([least]) => least)), sum(ends.map(([, high]) => high))] }
  }
  const areas = incidents.flatMap(({ estimate }) => estimate ?? [])
  if (areas.length === 0) return undefined
  return { people: [sum(areas.map(({ people }) => people[0])), sum(areas.map(({ people }) => people[1]))] }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
