import { kmBetween } from '../../shared/duplicates.ts'
import type { Position } from '../../shared/events/geometry.ts'
import type { Region } from '../../shared/region.ts'
import { decimal } from '../format.ts'
import { m } from '../messages/index.ts'

/** A place of a report: what it is called, where it lies, and its Kemendagri code where it is an area. */
export interface Place {
  name: string
  position: Position
  code?: string
}

/** Villages and districts that have a point, by name; a village says its district too. */
export function placesOf(region: Region): { value: string; text: string; detail: string; place: Place }[] {
  const districts = new Map(region.districts.map((one) => [one.code, one.name]))
  const villages = region.villages.flatMap(({ code, name, district, point }) =>
    point
      ? [
          {
            value: code,
            text: name,
            detail: districts.get(district) ?? '',
            place: { name, position: point, code },
          },
        ]
      : [],
  )
  const whole = region.districts.flatMap(({ code, name, label }) =>
    label
      ? [
          {
            value: code,
            text: `Kec. ${name}`,
            detail: '',
            place: { name: `Kec. ${name}`, position: label, code },
          },
        ]
      : [],
  )
  return [...villages, ...whole]
}

/** A position that was written: `-8,88 116,28`, `-8.88, 116.28`; latitude first as people say it, either way round. */
export function positionIn(text: string): Position | undefined {
  const numbers = text.trim().match(/^(-?\d{1,3}(?:[.,]\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:[.,]\d+)?)$/)
  if (!numbers) return undefined
  const [one, two] = [numbers[1], numbers[2]].map((part) => Number(part?.replace(',', '.')))
  if (one === undefined || two === undefined) return undefined
  const [lat, lon] = Math.abs(one) > 90 || (Math.abs(two) <= 11 && one >= 95) ? [two, one] : [one, two]
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? [lon, lat] : undefined
}

/** A point on the map as a place: called after the village nearest to it. */
export function placeAt(position: Position, region: Region | undefined): Place {
  let nearest: { name: string; km: number } | undefined
  for (const { name, point } of region?.villages ?? []) {
    const km = point ? kmBetween(position, point) : Infinity
    if (!nearest || km < nearest.km) nearest = { name, km }
  }
  const [lon, lat] = position
  const name = nearest && nearest.km < 15 ? nearest.name : m.desk.point(lat.toFixed(4), lon.toFixed(4))
  return { name, position: [Number(lon.toFixed(5)), Number(lat.toFixed(5))] }
}

/** How far a position is from the nearest village, in words. */
export function nearestTo(position: Position, region: Region | undefined): string {
  let best: { name: string; km: number } | undefined
  for (const { name, point } of region?.villages ?? []) {
    const km = point ? kmBetween(position, point) : Infinity
    if (!best || km < best.km) best = { name, km }
  }
  return best ? m.desk.nearest(best.name, decimal(best.km)) : ''
}
