import { earthquakes } from './earthquakes.ts'
import { incidents } from './incidents.ts'
import type { MapLayer } from './layer.ts'
import { projects } from './projects.ts'
import { tickets } from './tickets.ts'
import { warningEnds } from './warning-ends.ts'
import { warnings } from './warnings.ts'

/** Every layer of the map, from the bottom up. What stands higher keeps its place; the names beneath it give way. */
export const layers: readonly MapLayer[] = [warnings, earthquakes, tickets, projects, warningEnds, incidents]
