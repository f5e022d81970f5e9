import { middle, type Geometry, type Position } from '../../shared/events/geometry.ts'
import type { Incident, Warning } from '../../shared/situation/items.ts'
import { element } from './xml-text.ts'
import type { Message, Statement } from './message.ts'

/** Who speaks, and by which clock. */
export interface Speaker {
  /** CAP sender: a name that is ours in the world, e.g. the host of PUBLIC_URL. */
  sender: string
  name: string
  /** The regency's name, where a thing has no place of its own. */
  area: string
  offsetHours: number
  exercise: boolean
  web?: string
}

const severities = ['Minor', 'Moderate', 'Severe', 'Extreme'] as const
const categories: [RegExp, string][] = [
  [/gempa|tsunami|erupsi|gunung|longsor/, 'Geo'],
  [/banjir|cuaca|angin|puting|hujan|kering|gelombang|abrasi|rob/, 'Met'],
  [/kebakaran|karhutla/, 'Fire'],
  [/wabah|klb|penyakit/, 'Health'],
  [/konflik/, 'Security'],
  [/teknologi|bendungan|jembatan/, 'Infra'],
]
const categoryOf = (hazard: string): string =>
  categories.find(([word]) => word.test(hazard.toLowerCase()))?.[1] ?? 'Other'

/** CAP's moment: whole seconds and a zone in figures. */
function capTime(at: string, offsetHours: number): string {
  const local = new Date(Math.floor(Date.parse(at) / 1000) * 1000 + offsetHours * 3_600_000)
  const minutes = Math.round(Math.abs(offsetHours) * 60)
  const two = (value: number) => String(value).padStart(2, '0')
  const zone = `${offsetHours > 0 ? '+' : '-'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
  return `${local.toISOString().slice(0, 19)}${zone}`
}

/** CAP's identifier holds no blanks, commas, `<` or `&`. */
const capIdentifier = (id: string, { seq }: Statement): string =>
  `${id.replaceAll(/[\s,<>&"]+/g, '-')}.${seq}`

const pair = ([longitude, latitude]: readonly number[]): string => `${latitude},${longitude}`

/** Areas as CAP's polygons; what has no area is a circle of no radius. */
function shapes(geometry: Geometry): string[] {
  switch (geometry.type) {
    case 'Polygon':
      return [ring(geometry.coordinates[0] ?? [])]
    case 'MultiPolygon':
      return geometry.coordinates.map(([outer = []]) => ring(outer))
    case 'GeometryCollection':
      return geometry.geometries.flatMap(shapes)
    default: {
      const centre: Position = middle(geometry)
      return [element('circle', `${pair(centre)} 0`)]
    }
  }
}

const ring = (points: readonly (readonly number[])[]): string =>
  element('polygon', points.map(pair).join(' '))

/**
 * One CAP 1.2 message (https://docs.oasis-open.org/emergency/cap/v1.2/CAP-v1.2.html): the first statement of a thing is an
 * Alert, what changed since an Update that refers to all that were given out before, its end a Cancel.
 */
export function capMessage({ id, item, newest, earlier }: Message, speaker: Speaker): string {
  const over = !item || ('cancelled' in item && item.cancelled === true)
  const at = (moment: string) => capTime(moment, speaker.offsetHours)
  const references = earlier.map((one) => `${speaker.sender},${capIdentifier(id, one)},${at(one.recorded)}`)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">',
    element('identifier', capIdentifier(id, newest)),
    element('sender', speaker.sender),
    element('sent', at(newest.recorded)),
    element('status', speaker.exercise ? 'Exercise' : 'Actual'),
    element('msgType', over ? 'Cancel' : earlier.length === 0 ? 'Alert' : 'Update'),
    element('scope', 'Public'),
    element('note', noteOf(over, speaker.exercise)),
    element('references', references.length > 0 ? references.join(' ') : undefined),
    item ? info(item, speaker, at) : '',
    '</alert>\n',
  ].join('')
}

function noteOf(over: boolean, exercise: boolean): string | undefined {
  const notes = [
    ...(exercise ? ['Gladi: latihan, bukan kejadian nyata.'] : []),
    ...(over ? ['Sudah berakhir.'] : []),
  ]
  return notes.length > 0 ? notes.join(' ') : undefined
}

function info(item: Incident | Warning, speaker: Speaker, at: (moment: string) => string): string {
  const isWarning = 'said' in item
  const title = isWarning ? item.headline : item.title
  const severity = severities[Math.min(3, Math.max(0, Math.round(item.level)))]
  return [
    '<info>',
    element('language', 'id-ID'),
    element('category', categoryOf(item.hazard)),
    element('event', item.hazard.replaceAll('-', ' ')),
    element('urgency', item.level >= 3 ? 'Immediate' : 'Expected'),
    element('severity', severity),
    element('certainty', isWarning ? 'Likely' : 'Observed'),
    element('onset', isWarning ? item.onset && at(item.onset) : at(item.at)),
    element('expires', isWarning ? at(item.expires) : undefined),
    element('senderName', isWarning ? item.issuer : speaker.name),
    element('headline', title),
    element('description', isWarning ? item.description : undefined),
    element('instruction', isWarning ? item.instruction : undefined),
    element('web', speaker.web),
    '<area>',
    element('areaDesc', (isWarning && item.area) || speaker.area),
    ...(item.geometry ? shapes(item.geometry) : []),
    '</area></info>',
  ].join('')
}
