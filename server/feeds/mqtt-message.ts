import type { Reading } from './feed.ts'
import { isRecord, parseJson } from './json.ts'
import { sensorThings } from './sensorthings.ts'
import type { Known } from './ttn.ts'
import { gaugeUplink } from './uplink.ts'

/**
 * What one MQTT message says: an uplink of The Things Stack, our plain JSON of a gauge, or an entity of SensorThings
 * (https://docs.ogc.org/is/18-088/18-088.html#mqtt-extension) as the HTTP reader takes it. An Observation alone says nothing
 * of its place: the setting `gauges` does, under `sensorthings:Datastreams(ID)` by its topic. Throws Unreadable.
 */
export function readMessage(topic: string, body: string, known: Known): Reading {
  const value = parseJson(body)
  if (isRecord(value) && ('end_device_ids' in value || 'device' in value))
    return gaugeUplink(known).parse(body)
  const stream = /(Datastreams\([^()]+\))\/Observations$/.exec(topic)?.[1]
  if (!stream || !isRecord(value) || !('result' in value) || isRecord(value.Datastream))
    return sensorThings.parse(body)
  const gauge = known(`sensorthings:${stream}`)
  if (!gauge?.at) {
    const reason = `${stream}: where it stands is not known; set sensorthings:${stream} in the setting gauges`
    return { events: [], refused: [{ reason, raw: body }] }
  }
  const { awas, siaga, waspada, at: coordinates, title = stream, unit } = gauge
  const thing = {
    '@iot.id': stream,
    name: title,
    properties: { siaga1: awas, siaga2: siaga, siaga3: waspada },
    Locations: [{ location: { type: 'Point', coordinates } }],
    Datastreams: [
      { name: 'Tinggi muka air', unitOfMeasurement: { symbol: unit ?? null }, Observations: [value] },
    ],
  }
  return sensorThings.parse(JSON.stringify(thing))
}
