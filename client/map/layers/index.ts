import { earthquakes } from './earthquakes.ts'
import { heat } from './heat.ts'
import { hotspots } from './hotspots.ts'
import { incidentAreas } from './incident-areas.ts'
import { incidents } from './incidents.ts'
import type { MapLayer, MarkLayer } from './layer.ts'
import { milestones } from './milestones.ts'
import { projects } from './projects.ts'
import { tickets } from './tickets.ts'
import { warningEnds } from './warning-ends.ts'
import { warnings } from './warnings.ts'

/** What the map itself draws, from the bottom up. What stands higher keeps its place; the names beneath it give way. */
export const layers: readonly MapLayer[] = [
  warnings,
  heat,
  incidentAreas,
  earthquakes,
  milestones,
  projects,
  warningEnds,
]

/** The marks above the map, from the bottom up. */
export const markLayers: readonly MarkLayer[] = [tickets, hotspots, incidents]
