import * as z from 'zod'
import { bmkgSource } from './bmkg-quakes.ts'
import { Refused, Unreadable, type Reader, type Told } from './feed.ts'
import { isRecord, parseJson } from './json.ts'
import { position } from './numbers.ts'
import { quakeTold } from './quake.ts'
import { checked, readRows, type Remark } from './rows.ts'
import { oneLine, told } from './statement.ts'
import { utc } from './time.ts'

/**
 * InaTEWS messages of BMKG to warning receivers (no public documentation found; seen in recordings of 2023): `sent`
 * '2023-04-25T03:00:57WIB', `date` dd-mm-yy, `point.coordinates` 'longitude,latitude', levels WASPADA < SIAGA < AWAS.
 */
const message = z.object({
  identifier: z.string().min(1),
  sent: z.string().optional(),
  status: z.string().default('Actual'),
  info: z.object({
    date: z.string(),
    time: z.string(),
    point: z.object({ coordinates: z.string() }).optional(),
    latitude: z.string().optional(),
    longitude: z.string().optional(),
    magnitude: z.string(),
    depth: z.string().optional(),
    area: z.string().optional(),
    potential: z.string().optional(),
    subject: z.string().optional(),
    felt: z.string().optional(),
    wzarea: z
      .array(z.object({ province: z.string(), district: z.string(), level: z.string() }))
      .optional()
      .catch(undefined),
  }),
})

function read(row: unknown, remark: Remark): Told {
  const { identifier, status, info } = checked(message, row)
  // A test (TES) of the warning chain must never look like an earthquake.
  if (status !== 'Actual') throw new Refused(`status ${status}: not a real message`)
  const [longitude, latitude] = info.point?.coordinates.split(',') ?? []
  const lettered = info.latitude && info.longitude ? position(info.latitude, info.longitude) : undefined
  const place = lettered ?? position(latitude ?? '', longitude ?? '')
  // The last of the four messages, PD-4, ends the warning though it still says "Potensi TSUNAMI".
  const ended = /PD-?4/i.test(info.subject ?? '')
  const zones = info.wzarea?.map((zone) => ({
    district: oneLine(zone.district),
    province: oneLine(zone.province),
    level: zone.level,
  }))
  const distinct = [...new Map(zones?.map((zone) => [JSON.stringify(zone), zone])).values()]
  const event = quakeTold(
    {
      time: utc(`${info.date} ${info.time}`),
      place,
      magnitude: info.magnitude,
      depth: info.depth,
      where: info.area,
      potential: ended ? 'Peringatan dini tsunami berakhir' : info.potential,
      felt: info.felt,
      more: told({ message: oneLine(info.subject), zones: zones && distinct }),
    },
    remark,
  )
  return { ...event, id: `${identifier}:${event.id}`.slice(0, 256) }
}

export const bmkgInatews: Reader = {
  format: 'bmkg-inatews-wrs',
  source: bmkgSource,
  parse: (body) => {
    const told = parseJson(body)
    const rows = Array.isArray(told)
      ? told
      : [isRecord(told) && isRecord(told['alert']) ? told['alert'] : told]
    if (rows.length === 0 || !rows.every((row) => isRecord(row) && 'info' in row))
      throw new Unreadable('no InaTEWS message in the body')
    return readRows(rows, read)
  },
}
