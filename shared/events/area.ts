import { kinks } from '@turf/kinks'
import { exact } from './fields.ts'
import { geometry, type Geometry } from './geometry.ts'

export type Area = Extract<Geometry, { type: 'Polygon' | 'MultiPolygon' }>

/** To look for crossings costs the square of it. */
const mostPositions = 2_000

export const isArea = (shape: Geometry): shape is Area =>
  shape.type === 'Polygon' || shape.type === 'MultiPolygon'

const positionsOf = (shape: Area): number => shape.coordinates.flat(shape.type === 'Polygon' ? 1 : 2).length

/** Why a shape cannot stand for an area; nothing when it can. */
export function areaFault(shape: Geometry): string | undefined {
  if (!isArea(shape)) return 'an area is a Polygon or a MultiPolygon'
  if (positionsOf(shape) > mostPositions) return `an area has at most ${mostPositions} positions`
  const parts = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates
  const crossing = parts
    .map((coordinates) => kinks({ type: 'Polygon', coordinates }).features[0]?.geometry.coordinates)
    .find((point) => point !== undefined)
  return crossing && `its line crosses itself at ${crossing.map((value) => value.toFixed(5)).join(', ')}`
}

/** A shape that encloses something: a polygon, or several, whose lines do not cross. */
export const area = geometry.superRefine((shape, context) => {
  const message = areaFault(shape)
  if (message) context.addIssue({ code: 'custom', message })
})

exact.add(area)
