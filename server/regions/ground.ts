import { createHash } from 'node:crypto'
import type { RegionPack } from '../../shared/region.ts'
import type { Config } from '../config.ts'
import { ConfigError } from '../config.ts'
import { firstAlarmRules, firstChains, firstSeats } from './first-rules.ts'
import { firstCategories, firstHotSpots } from './first-categories.ts'
import { firstRations } from './first-rations.ts'
import { firstTemplates } from './first-templates.ts'
import { firstVolcanoes } from './first-volcanoes.ts'
import { nationalHolidays } from './holidays.ts'
import { loadRegion } from './load.ts'
import { locator } from './locate.ts'

const offsets = { WIB: 7, WITA: 8, WIT: 9 } as const

/** What every world stands on: where a point lies, and the settings before anybody changes one. */
export interface RegionGround {
  /** West, south, east, north of the regency, degrees. */
  bbox: [number, number, number, number]
  /** One village of each district, the one of the lowest code. */
  seats: string[]
  first: Record<string, unknown>
  /**
   * The code of the village, or of what else is known of the place; undefined outside the regency. The first call takes a
   * tenth of a second, and is not made by commands that place nothing.
   */
  regionAt: (longitude: number, latitude: number) => string | undefined
}

let last: { pack: string; locate: ReturnType<typeof locator> } | undefined

/** Servers of one process on the same pack share what finds places: it costs more than all else of a start. */
function locatorOf(pack: RegionPack): ReturnType<typeof locator> {
  const hash = createHash('sha256').update(JSON.stringify(pack)).digest('hex')
  if (last?.pack !== hash) last = { pack: hash, locate: locator(pack) }
  return last.locate
}

/** Loads the region pack of the configuration. Throws ConfigError with the command that builds a missing one. */
export async function openGround({
  REGION,
  DATA_DIR,
}: Pick<Config, 'REGION' | 'DATA_DIR'>): Promise<RegionGround> {
  const pack = await loadRegion(REGION, DATA_DIR).catch((error: unknown) => {
    throw new ConfigError(`REGION: ${error instanceof Error ? error.message : String(error)}`)
  })
  let locate: ReturnType<typeof locator> | undefined
  const site = {
    region: pack.code,
    name: `${pack.kind} ${pack.name}`,
    timeZone: pack.timeZone,
    zone: pack.zone,
    offsetHours: offsets[pack.zone],
    bbox: pack.bbox,
    centre: pack.centre,
    boundaries: pack.boundaries,
  }
  return {
    bbox: pack.bbox,
    seats: pack.districts.flatMap(({ code }) => {
      const own = pack.villages.filter(({ district }) => district === code).map((village) => village.code)
      return own.sort()[0] ?? []
    }),
    first: {
      site,
      sla: { '*': 5 },
      holidays: nationalHolidays,
      categories: firstCategories,
      hotspots: firstHotSpots,
      templates: firstTemplates,
      chains: firstChains,
      alarmRules: firstAlarmRules,
      commandSeats: firstSeats,
      gauges: {},
      rations: firstRations,
      volcanoes: firstVolcanoes(pack.bbox),
    },
    regionAt: (longitude, latitude) => {
      locate ??= locatorOf(pack)
      const place = locate(longitude, latitude)
      return place?.village ?? place?.district
    },
  }
}
