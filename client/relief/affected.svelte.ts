import { circle } from '@turf/circle'
import { areaFault, isArea, type Area } from '../../shared/events/area.ts'
import { middle, type Position } from '../../shared/events/geometry.ts'
import { borderErrorKm, estimatePeople, type VillageArea } from '../../shared/relief/estimate.ts'
import { shakenArea, shakenRadiusKm, strongShaking } from '../../shared/relief/shake.ts'
import type { Incident, Observation, PeopleEstimate, Warning } from '../../shared/situation/items.ts'
import type { Situation } from '../../shared/situation/situation.ts'
import { magnitudeOf } from '../earthquakes.ts'
import { warningsInForce } from '../warnings.ts'

/** In place of one earthquake: the shake map. */
export const shakeMap = 'shake-map'

/** Where the affected area is taken from, the area itself, and how many people that comes to. */
export class Affected {
  from = $state<PeopleEstimate['from']>('drawn')
  vertices = $state.raw<Position[]>([])
  /** As typed; of an earthquake the suggestion stands until somebody types. */
  radius = $state('5')
  warning = $state('')
  quake = $state('')
  villages = $state.raw<VillageArea[]>([])
  districts = $state.raw<VillageArea[]>([])

  /** The area; nothing while there is none. */
  area(incident: Incident | undefined, situation: Situation): Area | undefined {
    if (this.from === 'drawn') {
      const [first] = this.vertices
      if (!first || this.vertices.length < 3) return undefined
      return { type: 'Polygon', coordinates: [[...this.vertices, first]] }
    }
    if (this.from === 'warning') {
      const shape = situation.warning.get(this.warning)?.geometry
      return shape && isArea(shape) ? shape : undefined
    }
    if (this.from === 'shake' && this.quake === shakeMap) return this.shaken(situation)
    const quake = situation.observation.get(this.quake)
    const centre =
      this.from === 'shake' ? quake && middle(quake.geometry) : incident && middle(incident.geometry)
    const km = Number(this.radius.replace(',', '.'))
    if (!centre || !(km > 0) || km > 300) return undefined
    const ring = circle(centre, km, { steps: 64, units: 'kilometers' }).geometry.coordinates
    return { type: 'Polygon', coordinates: ring as Position[][] }
  }

  /** What a shake map says was shaken strongly, where there is one. */
  shaken(situation: Situation): Area | undefined {
    const outlines = new Map(this.districts.map(({ code, geometry }) => [code, geometry]))
    const said = [...(situation.index.observationsByKind.get('intensity') ?? [])]
    const observations = said.flatMap((id) => situation.observation.get(id) ?? [])
    return shakenArea(observations, outlines, strongShaking)
  }

  fault(area: Area | undefined): string | undefined {
    return area && areaFault(area)
  }

  estimate(area: Area | undefined, situation: Situation, status: keyof typeof borderErrorKm) {
    if (!area || this.fault(area) || this.villages.length === 0 || situation.population.size === 0)
      return undefined
    return estimatePeople(area, this.villages, situation.population, borderErrorKm[status])
  }

  /** Takes an earthquake, and its reach as the radius. */
  takeQuake(id: string, quake: Observation | undefined): void {
    this.quake = id
    this.radius = String(shakenRadiusKm((quake && magnitudeOf(quake)) ?? 0) || 20)
  }
}

export const warningsWithArea = (situation: Situation, now: number): Warning[] =>
  warningsInForce(situation, now).filter(({ geometry }) => geometry !== undefined && isArea(geometry))

/** The strongest earthquakes that stand in the situation, at most 20. */
export function strongestQuakes(situation: Situation): Observation[] {
  return [...(situation.index.observationsByKind.get('earthquake') ?? [])]
    .flatMap((id) => situation.observation.get(id) ?? [])
    .sort((a, b) => (magnitudeOf(b) ?? 0) - (magnitudeOf(a) ?? 0))
    .slice(0, 20)
}
