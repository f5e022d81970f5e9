import { type Land, onLand } from './coast.ts'
import { meets, padded, polygonHolds } from './rings.ts'
import type { IslandPoint } from './sources.ts'
import type { VillagePoint } from './village-points.ts'
import { type Vote, ballot, indexPoints } from './vote.ts'

/** A land with those who vote on it. `whole`: too few to be parted. */
export type Electorate = { land: Land; whole: boolean; voteAt: (lon: number, lat: number) => Vote }

/** Degrees off shore within which a point still votes on a land: 13 of the 49 points of Belitung lie in the sea. */
const reach = 0.05

const within = (land: Land, lon: number, lat: number) =>
  meets(land.box, [lon, lat, lon, lat]) && polygonHolds(land.polygon, lon, lat)

/**
 * Who votes where: on each land the points that lie on it, so that no border jumps a strait, and those in the sea near
 * it. Where no point lies on an island its regency in the register of islands decides; failing that, all points.
 */
export function electorates(lands: Land[], points: VillagePoint[], islands: IslandPoint[]): Electorate[] {
  const everyone = ballot(points)
  const { nearest } = indexPoints(points)
  const adrift = points.filter((point) => !onLand(lands, point.lon, point.lat))
  return lands.map((land) => {
    const homes = points.filter((point) => within(land, point.lon, point.lat))
    const box = padded(land.box, reach)
    const near = adrift.filter((point) => meets(box, [point.lon, point.lat, point.lon, point.lat]))
    if (homes.length > 0) {
      const voters = [...homes, ...near]
      return { land, whole: voters.length < 2, voteAt: ballot(voters) }
    }
    const [lon, lat] = land.polygon[0]?.[0] ?? [0, 0]
    const regency = islands.find((island) => within(land, island.lon, island.lat))?.regency
    if (regency === undefined) return { land, whole: false, voteAt: everyone }
    const voters = near.filter((point) => point.code.startsWith(regency))
    const first = nearest(lon, lat, 200).find((point) => point.code.startsWith(regency))
    if (voters.length === 0 && first) voters.push(first)
    return voters.length > 0
      ? { land, whole: voters.length < 2, voteAt: ballot(voters) }
      : { land, whole: true, voteAt: everyone }
  })
}
