import type { Position } from 'geojson'
import type { VariableAnchorOffsetCollectionSpecification } from 'maplibre-gl'
import type { Geometry } from '../../../shared/events/geometry.ts'
import { moment } from '../../format.ts'
import { m } from '../../messages/index.ts'
import { siteOf } from '../../site.ts'
import { inForce } from '../../warnings.ts'
import type { MapLayer } from './layer.ts'
import { ranOut } from './warnings.ts'

/** Where the text may stand, in ems from the end: above it first. */
const places: VariableAnchorOffsetCollectionSpecification = [
  ...['bottom', [0, -0.3], 'bottom-left', [0, -0.3], 'bottom-right', [0, -0.3], 'left', [0.5, 0]],
  ...['right', [-0.5, 0], 'top', [0, 0.5], 'bottom', [0, -1.8]],
] as VariableAnchorOffsetCollectionSpecification

/** What each warning warns of and until when, written at the northern end of its area where there is room; the notes say it in any case. */
export const warningEnds: MapLayer = {
  id: 'warning-ends',
  kind: 'warning',
  feature: (situation, id, now) => {
    const warning = situation.warning.get(id)
    if (!warning?.geometry || !inForce(warning, now)) return undefined
    const coordinates = northEnd(warning.geometry)
    if (!coordinates) return undefined
    const until = m.until(moment(Date.parse(warning.expires), now, siteOf(situation)))
    const text = `${m.hazards[warning.hazard] ?? warning.hazard}\n${until}`
    return { type: 'Feature', geometry: { type: 'Point', coordinates }, properties: { id, text } }
  },
  aged: ranOut,
  style: (look) => [
    {
      id: 'warning-ends-text',
      type: 'symbol',
      source: 'warning-ends',
      layout: {
        'text-field': ['get', 'text'],
        'text-font': ['Label Bold'],
        'text-size': 16 * look.unit,
        'text-variable-anchor-offset': places,
      },
      paint: { 'text-color': look.label, 'text-halo-color': look.halo, 'text-halo-width': 2 * look.unit },
    },
  ],
}

/** The northernmost position of a geometry, the westernmost of several. */
function northEnd(shape: Geometry): Position | undefined {
  let best: Position | undefined
  const look = (value: unknown): void => {
    if (!Array.isArray(value)) return
    const [x, y] = value
    if (typeof x !== 'number' || typeof y !== 'number') return value.forEach(look)
    const [bestX = 0, bestY = 0] = best ?? [0, -Infinity]
    if (y > bestY || (y === bestY && x < bestX)) best = [x, y]
  }
  if (shape.type === 'GeometryCollection') shape.geometries.forEach((part) => look(part.coordinates))
  else look(shape.coordinates)
  return best
}
