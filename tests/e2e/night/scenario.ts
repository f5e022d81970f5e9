import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Recorded scenarios lie beside the folder of samples. */
const folder = process.env['SAMPLES'] ? join(process.env['SAMPLES'], '..', 'scenario') : ''
const catalog = join(folder, 'lombok2018_bmkg_catalog.csv')

/** Why the night cannot be lived through here; empty when it can. */
export const missing = !folder
  ? 'SAMPLES is not set'
  : existsSync(catalog)
    ? ''
    : 'the recorded scenario is not beside SAMPLES'

const rowsOf = (file: string): string[][] =>
  readFileSync(join(folder, file), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))

/** BMKG's earthquakes between two moments (UTC text), as events. */
export function quakes(from: string, to: string): Record<string, unknown>[] {
  return rowsOf('lombok2018_bmkg_catalog.csv')
    .filter(([time = '']) => time >= from && time < to)
    .map(([time = '', lat, lon, depth, magnitude]) => ({
      id: `bmkg-${time}`,
      type: 'observation.made',
      subject: `bmkg-${time}`,
      time,
      data: {
        kind: 'earthquake',
        title: `M ${magnitude}`,
        geometry: { type: 'Point', coordinates: [Number(lon), Number(lat)] },
        value: Number(magnitude),
        details: { magnitude: Number(magnitude), depthKm: Number(depth) },
      },
    }))
}

/** How many died in the regency by the last published figure. */
export function dead(): number {
  const rows = rowsOf('lombok2018_impact_timeline.csv')
  return Number(rows.findLast(([, area, , what]) => area === 'Lombok Tengah' && what === 'dead')?.[4])
}
