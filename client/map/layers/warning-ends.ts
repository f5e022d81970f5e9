import type { VariableAnchorOffsetCollectionSpecification } from 'maplibre-gl'
import { moment } from '../../format.ts'
import { m } from '../../messages/index.ts'
import { siteOf } from '../../site.ts'
import { inForce } from '../../warnings.ts'
import { northEnd } from '../north-end.ts'
import type { MapLayer } from './layer.ts'
import { ranOut } from './warnings.ts'

/** Where the text may stand, in ems from the end: above it first. */
const places: VariableAnchorOffsetCollectionSpecification = [
  ...['bottom', [0, -0.3], 'bottom-left', [0, -0.3], 'bottom-right', [0, -0.3], 'left', [0.5, 0]],
  ...['right', [-0.5, 0], 'top', [0, 0.5], 'bottom', [0, -1.8], 'bottom-left', [3, -0.3]],
  ...['bottom-right', [-3, -0.3], 'top-left', [3, 0.5], 'top-right', [-3, 0.5], 'top', [0, 2]],
  ...['bottom-left', [7, -0.3], 'bottom-right', [-7, -0.3], 'top-left', [6, 2], 'top-right', [-6, 2]],
] as VariableAnchorOffsetCollectionSpecification

/** What each warning warns of and until when, written at the northern end of what is seen of its area, where there is room; the notes say it in any case. */
export const warningEnds: MapLayer = {
  id: 'warning-ends',
  kind: 'warning',
  viewed: true,
  feature: (situation, id, now, view) => {
    const warning = situation.warning.get(id)
    if (!warning?.geometry || !inForce(warning, now)) return undefined
    const coordinates = northEnd(warning.geometry, view)
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
