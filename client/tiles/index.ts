import Cameras from './Cameras.svelte'
import Decisions from './Decisions.svelte'
import EmergencyStatus from './EmergencyStatus.svelte'
import Forecast from './Forecast.svelte'
import Headline from './Headline.svelte'
import Incidents from './Incidents.svelte'
import LatestEvents from './LatestEvents.svelte'
import Needs from './Needs.svelte'
import Projects from './Projects.svelte'
import Shelters from './Shelters.svelte'
import Silent from './Silent.svelte'
import Sources from './Sources.svelte'
import Tickets from './Tickets.svelte'
import Volcanoes from './Volcanoes.svelte'
import WaterLevels from './WaterLevels.svelte'
import type { Tile } from './tile.ts'

/** Every tile of the wall, placed by its id in a scene. All look at settings and sources besides. */
export const tiles: readonly Tile[] = [
  { id: 'headline', kinds: ['incident', 'warning', 'observation', 'status'], component: Headline },
  { id: 'incidents', kinds: ['incident', 'task'], component: Incidents },
  { id: 'latest', kinds: ['latest', 'observation', 'task'], component: LatestEvents },
  { id: 'tickets', kinds: ['ticket'], component: Tickets },
  { id: 'projects', kinds: ['project'], component: Projects },
  { id: 'status', kinds: ['status', 'command', 'incident'], component: EmergencyStatus },
  { id: 'decisions', kinds: ['decision'], component: Decisions },
  { id: 'silent', kinds: ['report'], component: Silent },
  { id: 'water', kinds: ['observation'], component: WaterLevels },
  { id: 'volcanoes', kinds: ['observation', 'warning'], component: Volcanoes },
  { id: 'forecast', kinds: ['observation'], component: Forecast },
  { id: 'cameras', kinds: [], component: Cameras },
  { id: 'needs', kinds: ['stock', 'incident'], component: Needs },
  { id: 'shelters', kinds: ['resource'], component: Shelters },
  { id: 'sources', kinds: ['source'], component: Sources },
]
