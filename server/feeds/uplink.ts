import * as z from 'zod'
import { Unreadable, type Reader } from './feed.ts'
import { isRecord, parseJson } from './json.ts'
import { position } from './numbers.ts'
import { checked, readRows } from './rows.ts'
import { name } from './statement.ts'
import { utc } from './time.ts'
import { levelTold, ttnUplink, type Known } from './ttn.ts'

const plain = z.looseObject({
  device: z.string().min(1).max(200),
  /** RFC 3339 with a zone. */
  time: z.string(),
  latitude: z.number().nullish(),
  longitude: z.number().nullish(),
})

/**
 * What a gauge sends by HTTP: an uplink of The Things Stack, as its webhooks post it, or plain JSON of our own,
 * `{ device, time, latitude?, longitude?, tma_cm }`, whose level is the field that the setting `gauges` names for
 * `device:DEVICE`, else the first that is named like one.
 */
export function gaugeUplink(known: Known = () => undefined): Reader {
  const ttn = ttnUplink(known)
  return {
    format: 'gauge-json',
    source: '/alat',
    parse: (body) => {
      const value = parseJson(body)
      if (isRecord(value) && 'end_device_ids' in value) return ttn.parse(body)
      if (!isRecord(value)) throw new Unreadable('the body is no object: { device, time, tma_cm } is awaited')
      return readRows([value], (row) => {
        const { device, time, latitude, longitude, ...payload } = checked(plain, row)
        const at = latitude == null || longitude == null ? undefined : position(latitude, longitude)
        const subject = `device:${name(device)}`
        return levelTold(known, { device, subject, payload, at, time: utc(time) })
      })
    },
  }
}
