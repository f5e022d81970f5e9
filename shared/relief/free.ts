import { distance } from '@turf/distance'
import type { ResourceKind } from '../events/relief.ts'
import { middle, type Position } from '../events/geometry.ts'
import type { Resource, Task } from '../situation/items.ts'
import type { Situation } from '../situation/situation.ts'

/** How much of it is free; nothing where nobody said how much there is. */
export function freeOf({ capacity, used }: Pick<Resource, 'capacity' | 'used'>): number | undefined {
  return capacity === undefined ? undefined : capacity - (used ?? 0)
}

interface Nearest {
  resource: Resource
  km: number
  free: number
}

/** The nearest of a kind of which something is free; of two as near, the one with more. Those without a place are left out. */
export function nearestFree(
  resources: Iterable<Resource>,
  kinds: readonly ResourceKind[],
  from: Position,
): Nearest | undefined {
  let best: Nearest | undefined
  for (const resource of resources) {
    const free = freeOf(resource)
    if (!kinds.includes(resource.kind) || !resource.geometry || free === undefined || free <= 0) continue
    const km = distance(from, middle(resource.geometry), { units: 'kilometers' })
    if (!best || km < best.km || (km === best.km && free > best.free)) best = { resource, km, free }
  }
  return best
}

/** Which words of a task ask for what. */
const asks: [RegExp, ResourceKind][] = [
  [/tangki|air bersih|air minum/i, 'tangki-air'],
  [/alat berat|ekskavator|buka akses|longsoran|puing/i, 'alat-berat'],
  [/ambulan|rujuk/i, 'ambulans'],
  [/rumah sakit|rsud|rawat/i, 'tempat-tidur-rs'],
  [/pengungsi|tenda|hunian/i, 'pengungsian'],
  [/evakuasi|trc|tim |personel|relawan/i, 'personel'],
]

/** What a task could be done with, nearest to its incident and free; nothing where its words ask for nothing known. */
export function proposedFor(
  situation: Situation,
  task: Pick<Task, 'title' | 'incident'>,
): Nearest | undefined {
  const incident = situation.incident.get(task.incident)
  const kinds = asks.filter(([words]) => words.test(task.title)).map(([, kind]) => kind)
  if (!incident || kinds.length === 0) return undefined
  return nearestFree(situation.resource.values(), kinds, middle(incident.geometry))
}
