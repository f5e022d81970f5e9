import type { Reader, Told } from './feed.ts'

/** west, south, east, north in degrees. */
export type Box = [number, number, number, number]

export function widen([west, south, east, north]: Box, degrees: number): Box {
  return [
    Math.max(-180, west - degrees),
    Math.max(-90, south - degrees),
    Math.min(180, east + degrees),
    Math.min(90, north + degrees),
  ]
}

/** Grows the box by every position inside some GeoJSON. */
function cover(value: unknown, box: Box): void {
  if (!Array.isArray(value)) {
    if (typeof value === 'object' && value !== null) Object.values(value).forEach((part) => cover(part, box))
    return
  }
  const [x, y]: unknown[] = value
  if (typeof x !== 'number' || typeof y !== 'number') return value.forEach((part) => cover(part, box))
  box[0] = Math.min(box[0], x)
  box[1] = Math.min(box[1], y)
  box[2] = Math.max(box[2], x)
  box[3] = Math.max(box[3], y)
}

/** What has no shape may concern everybody and stays. */
function touches(event: Told, box: Box): boolean {
  const own: Box = [Infinity, Infinity, -Infinity, -Infinity]
  cover(event.data['geometry'], own)
  if (own[0] === Infinity) return true
  return own[0] <= box[2] && own[2] >= box[0] && own[1] <= box[3] && own[3] >= box[1]
}

/** A reader that leaves out what is told of places outside the box: for publishers that cannot be asked for a region. */
export function near(reader: Reader, box: Box | undefined): Reader {
  if (!box) return reader
  return {
    ...reader,
    parse: (body) => {
      const reading = reader.parse(body)
      const events = reading.events.filter((event) => touches(event, box))
      return { ...reading, events, leftOut: reading.events.length - events.length }
    },
  }
}
