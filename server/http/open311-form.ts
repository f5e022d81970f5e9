import { middle } from '../../shared/events/geometry.ts'
import type { Category } from '../../shared/categories.ts'
import type { Agency } from '../../shared/settings.ts'
import type { TicketFilter, TicketRow } from '../registers/ticket-rows.ts'

/** What is wrong with a request, in the specification's words: a code and a description. */
export class Fault extends Error {
  readonly code: 400 | 403 | 404
  constructor(code: 400 | 403 | 404, description: string) {
    super(description)
    this.code = code
  }
}

export function serviceOf({ id, name, group, description }: Category) {
  return {
    service_code: id,
    service_name: name,
    description: description ?? null,
    metadata: false,
    type: 'realtime',
    keywords: null,
    group: group ?? null,
  }
}

/** A complaint as a service request: no more than a wall shows, so neither its long text nor its address. */
export function requestOf(
  { item, closed, outcome, changed }: TicketRow,
  categories: readonly Category[],
  agencies: readonly Agency[],
) {
  const [long, lat] = item.geometry ? middle(item.geometry) : []
  return {
    service_request_id: item.id,
    status: closed ? 'closed' : 'open',
    status_notes: closed ? (outcome ?? 'done') : item.status,
    service_name: categories.find(({ id }) => id === item.category)?.name ?? item.category,
    service_code: item.category,
    description: item.title,
    agency_responsible: agencies.find(({ id }) => id === item.agency)?.name ?? item.agency ?? null,
    service_notice: null,
    requested_datetime: item.opened,
    updated_datetime: changed,
    expected_datetime: item.due,
    address: null,
    address_id: null,
    zipcode: null,
    lat: lat ?? null,
    long: long ?? null,
    media_url: null,
  }
}

const dayMs = 86_400_000

function moment(name: string, given: string): string {
  const at = Date.parse(given)
  if (/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/i.test(given) && !Number.isNaN(at))
    return new Date(at).toISOString()
  throw new Fault(400, `${name} must be a W3C time with a zone, e.g. 2026-01-01T00:00:00Z`)
}

/** The filter of GET requests: by ids alone, or by time (the last 90 days otherwise), service and status. */
export function rowFilter(query: URLSearchParams, now: number): TicketFilter {
  const ids = query.get('service_request_id')
  if (ids) return { ids: ids.split(',').map((id) => id.trim()).slice(0, 100) } // prettier-ignore
  const start = query.get('start_date')
  const end = query.get('end_date')
  const status = query.get('status')
  if (status && !/^(open|closed)(,(open|closed))*$/.test(status))
    throw new Fault(400, 'status must be open or closed')
  const to = end ? moment('end_date', end) : undefined
  const from = start
    ? moment('start_date', start)
    : new Date((to ? Date.parse(to) : now) - 90 * dayMs).toISOString()
  return {
    from,
    to,
    category: query.get('service_code') ?? undefined,
    open: status === 'open' ? true : status === 'closed' ? false : undefined,
  }
}

const longestTitle = 140

/** The first sentence or line, shortened: what a list shows of a description. */
function titleOf(description: string): string {
  const [first = ''] = description.trim().split(/(?<=[.!?])\s|\n/)
  const line = first.replace(/\s+/g, ' ')
  return line.length > longestTitle ? `${line.slice(0, longestTitle - 1).trimEnd()}…` : line
}

/** A posted request as a statement of ours. Throws Fault that names the field. */
export function requestEvent(
  id: string,
  fields: URLSearchParams,
  categories: readonly Category[],
  regionAt: (longitude: number, latitude: number) => string | undefined,
): Record<string, unknown> {
  const text = (name: string) => fields.get(name)?.trim() || undefined
  const category = categories.find((one) => one.id === text('service_code'))
  if (!text('service_code')) throw new Fault(400, 'service_code was not provided')
  if (!category) throw new Fault(404, `service_code ${text('service_code')} was not found`)
  const [lat, long] = [text('lat'), text('long')]
  const address = text('address_string') ?? text('address_id')
  if ((!lat || !long) && !address)
    throw new Fault(400, 'a location is needed: lat and long, address_string or address_id')
  const point = lat && long ? [Number(long), Number(lat)] : undefined
  if (point && regionAt(point[0] ?? NaN, point[1] ?? NaN) === undefined)
    throw new Fault(400, 'lat and long lie outside this jurisdiction, or in the sea')
  const description = text('description')?.slice(0, 4_000)
  const names = ['first_name', 'last_name', 'email', 'phone', 'account_id', 'device_id'] as const
  const who = Object.fromEntries(names.flatMap((name) => (text(name) ? [[name, text(name)]] : [])))
  const attributes = [...fields].filter(([name]) => name.startsWith('attribute['))
  const more = attributes.map(([name, value]) => `${name.slice(10).replace(/\].*$/, '')}: ${value}`)
  const whole = [description, ...more].filter(Boolean).join('\n')
  const media = text('media_url')
  return {
    specversion: '1.0',
    id,
    source: '/open311',
    type: 'ticket.opened',
    subject: `open311-${id}`,
    data: {
      class: 'pengaduan',
      category: category.id,
      title: (description && titleOf(description)) || category.name,
      channel: 'open311',
      ...(whole && { description: whole }),
      ...(point && { geometry: { type: 'Point', coordinates: point } }),
      ...(address && { address }),
      ...(media && media.length <= 2_048 && { photos: [media] }),
      ...(Object.keys(who).length > 0 && { reporter: who }),
    },
  }
}
