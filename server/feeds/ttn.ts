import * as z from 'zod'
import type { Gauge } from '../../shared/coordination/alarm-rules.ts'
import { levelOf } from './dsda.ts'
import { Refused, Unreadable, type Reader, type Told } from './feed.ts'
import { isRecord, parseJson } from './json.ts'
import { decimal, position } from './numbers.ts'
import { checked, readRows } from './rows.ts'
import { digest, name, oneLine, told } from './statement.ts'
import { utc } from './time.ts'

/** What the room knows of a gauge by its id: the setting `gauges`. */
export type Known = (id: string) => Gauge | undefined

const place = z.object({ latitude: z.number(), longitude: z.number() })
const uplink = z.object({
  end_device_ids: z.object({ device_id: z.string().min(1) }),
  received_at: z.string(),
  uplink_message: z.object({
    decoded_payload: z.record(z.string(), z.unknown()),
    /** Where the device itself stands, by who says so; rx_metadata has the gateways' places. */
    locations: z.record(z.string(), place).nullish(),
  }),
})

const water = /tma|muka|tinggi|level|stage/i
const units: Record<string, string> = { cm: 'cm', mm: 'mm', m: 'm' }

/**
 * An uplink of The Things Stack v3 (https://www.thethingsindustries.com/docs/integrations/data-formats/), as MQTT or a
 * webhook gives it. The place is the device's own or the one set here, never the gateway's; the level is the field that is
 * set here, else the first that is named like one, its unit the end of that name (`tma_cm`).
 */
export function ttnUplink(known: Known = () => undefined): Reader {
  return {
    format: 'mqtt-ttn-v3-json',
    source: '/ttn',
    parse: (body) => {
      const value = parseJson(body)
      if (!isRecord(value) || !isRecord(value.end_device_ids))
        throw new Unreadable('the body is no uplink of The Things Stack: it has no end_device_ids')
      return readRows([value], (row) => reading(row, known))
    },
  }
}

function reading(row: unknown, known: Known): Told {
  const { end_device_ids, received_at, uplink_message } = checked(uplink, row)
  const { decoded_payload: payload, locations } = uplink_message
  const device = end_device_ids.device_id
  const own = Object.values(locations ?? {})[0]
  const at = own && position(own.latitude, own.longitude)
  return levelTold(known, { device, subject: `ttn:${name(device)}`, payload, at, time: utc(received_at) })
}

/** What a device sent: `at` where it says itself that it stands, `time` UTC, and the fields among which its level is. */
interface Sent {
  device: string
  subject: string
  payload: Record<string, unknown>
  at: [number, number] | undefined
  time: string
}

/** The water level among a device's fields; refused where there is none, or nobody knows where the device stands. */
export function levelTold(known: Known, { device, subject, payload, at, time }: Sent): Told {
  const gauge = known(subject) ?? {}
  const field = gauge.field ?? Object.keys(payload).find((key) => water.test(key))
  const written = field === undefined ? undefined : payload[field]
  if (field === undefined || (typeof written !== 'number' && typeof written !== 'string'))
    throw new Refused(
      `${field ?? 'decoded_payload'}: ${device} sent no water level; name its field in the setting gauges`,
    )
  const value = decimal(written, field)
  const coordinates = gauge.at ?? at
  if (!coordinates)
    throw new Refused(
      `location: ${device} does not say where it stands (a gateway's place is another); set ${subject} in the setting gauges`,
    )
  const data = told({
    kind: 'water-level',
    geometry: { type: 'Point', coordinates },
    value,
    unit: gauge.unit ?? units[/_(mm|cm|m)$/i.exec(field)?.[1]?.toLowerCase() ?? ''],
    level: levelFor(value, gauge, payload['siaga']),
    title: oneLine(gauge.title ?? device),
    details: told({ station: device, batteryV: figure(payload['baterai_v'] ?? payload['battery_v']) }),
  })
  return { id: `${subject}:${digest([time, data])}`, type: 'observation.made', subject, time, data }
}

const figure = (value: unknown) => (typeof value === 'number' ? value : undefined)

/** By the marks that are set here; else by the siaga that the device says, 1 the worst of four. */
function levelFor(value: number, { awas, siaga, waspada }: Gauge, said: unknown): number | undefined {
  const marks = [awas, siaga, waspada]
  if (marks.some((mark) => mark !== undefined)) return levelOf(value, marks)
  return typeof said === 'number' && [1, 2, 3, 4].includes(said) ? 4 - said : undefined
}
