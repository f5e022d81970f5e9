import { why } from '../../shared/events/reasons.ts'
import { Refused } from './feed.ts'
import { quote } from './time.ts'

/**
 * A number in a feed whose own decimal sign is the point. A comma that can only be a decimal sign is read as one: '6,9' is
 * 6.9; '1,234' could be either and is refused, as is everything that is not a number.
 */
export function decimal(text: string | number, field: string): number {
  const told = String(text).trim()
  const plain = /^[+-]?\d+,(\d{1,2}|\d{4,})$/.test(told) ? told.replace(',', '.') : told
  const value = /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : NaN
  if (Number.isFinite(value)) return value
  const reason = /^[+-]?\d+,\d{3}$/.test(told) ? 'could be a thousand or a decimal' : 'is not a number'
  throw new Refused(why('row-not-number', `${field}: ${quote(told)} ${reason}`, { field, value: told }))
}

/** Degrees with their direction in letters, Indonesian (LS, LU, BT, BB) or English, or with a sign: '8.35 LS' is -8.35. */
function degrees(text: string | number, axis: 'latitude' | 'longitude'): number {
  const told = String(text).trim()
  const [, figure = told, letters] = /^(.*?)\s*°?\s*(LS|LU|BT|BB|[NSEW])$/i.exec(told) ?? []
  const value = decimal(figure, axis)
  const named = letters?.toUpperCase()
  const limit = axis === 'latitude' ? 90 : 180
  const fits = named === undefined || (axis === 'latitude' ? /^(LS|LU|N|S)$/ : /^(BT|BB|E|W)$/).test(named)
  const negative = named === 'LS' || named === 'S' || named === 'BB' || named === 'W'
  if (Math.abs(value) > limit || !fits || (named && !negative && value < 0))
    throw new Refused(why('row-not-place', `${axis}: ${quote(told)} is not a ${axis}`, { value: told }))
  return negative && value !== 0 ? -Math.abs(value) : value + 0
}

/** [longitude, latitude] in degrees. 0,0 stands for "unknown" in all these feeds and is refused. */
export function position(latitude: string | number, longitude: string | number): [number, number] {
  const place: [number, number] = [degrees(longitude, 'longitude'), degrees(latitude, 'latitude')]
  if (place[0] === 0 && place[1] === 0)
    throw new Refused(why('row-not-place', 'the position 0,0 stands for an unknown one', { value: '0,0' }))
  return place
}
