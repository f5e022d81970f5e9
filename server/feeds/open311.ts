import * as z from 'zod'
import { Unreadable, type Feed, type Reader, type Reading, type Told } from './feed.ts'
import { isRecord, looksLike, parseJson } from './json.ts'
import { position } from './numbers.ts'
import { attempt, checked, readRows, type Remark } from './rows.ts'
import { digest, name, oneLine, told } from './statement.ts'
import { utc } from './time.ts'
import { list, parseXml, textOf } from './xml.ts'

/** Texts come as texts, numbers, null, '' or (XML) as empty elements. */
const plain = (value: unknown) => (typeof value === 'number' ? String(value) : textOf(value))
const word = z.preprocess(plain, z.string().optional()).optional()
const needed = z.preprocess(plain, z.string({ error: 'is missing' }))

/** https://wiki.open311.org/GeoReport_v2/#get-service-requests ; FixMyStreet says title and detail besides. */
const request = z.object({
  service_request_id: needed,
  status: word,
  status_notes: word,
  service_name: word,
  service_code: word,
  title: word,
  detail: word,
  description: word,
  agency_responsible: z.unknown().optional(),
  requested_datetime: needed,
  updated_datetime: word,
  expected_datetime: word,
  address: word,
  lat: word,
  long: word,
  media_url: word,
})
type Request = z.infer<typeof request>

/** A name, or FixMyStreet's { recipient: [names] }. */
function agencyNames(given: unknown): string | undefined {
  const names = isRecord(given) ? list(given['recipient']) : list(given)
  return names.flatMap((one) => textOf(one) ?? []).join(', ') || undefined
}

const isClosed = (status: string | undefined) => /^(closed|resolved|completed|fixed)\b/i.test(status ?? '')

/** What a request says: that it was opened, and what its status says of it since. */
function requestTold(source: string, row: unknown, remark: Remark): [Told, Told | undefined] {
  const given = checked(request, row)
  const { lat, long } = given
  const at = lat && long ? attempt(() => position(lat, long), remark, row) : undefined
  const due = given.expected_datetime
  const subject = name(`${source}:${given.service_request_id}`)
  const time = utc(given.requested_datetime)
  const data = told({
    class: 'pengaduan',
    category: name(given.service_name ?? given.service_code ?? 'lainnya'),
    title: titleOf(given),
    description: given.detail ?? given.description,
    geometry: at && { type: 'Point', coordinates: at },
    channel: 'open311',
    localStatus: given.status?.slice(0, 200),
    due: due && attempt(() => utc(due), remark, row),
    photos: given.media_url && given.media_url.length <= 2048 ? [given.media_url] : undefined,
  })
  const opened = { id: `${subject}:${digest([time, data])}`, type: 'ticket.opened', subject, time, data }
  if (!isClosed(given.status)) return [opened, undefined]
  const end = given.updated_datetime
  const closedAt = (end ? attempt(() => utc(end), remark, row) : undefined) ?? time
  const note = [given.status_notes, agencyNames(given.agency_responsible)].filter(Boolean).join(' · ')
  const closing = told({ outcome: 'done', note: note || undefined })
  // After every statement of a closed request: a revision of it must not leave it open here.
  const id = `${opened.id}:closed:${digest([closedAt, closing])}`
  return [opened, { id, type: 'ticket.closed', subject, time: closedAt, data: closing }]
}

const titleOf = ({ title, description, address, service_name, service_code }: Request): string =>
  oneLine(title) ??
  oneLine(description) ??
  oneLine(address) ??
  oneLine(service_name) ??
  service_code ??
  'Aduan'

function readRequests(source: string, rows: readonly unknown[]): Reading {
  const after = new Map<Told, Told>()
  const reading = readRows(rows, (row, remark) => {
    const [opened, closed] = requestTold(source, row, remark)
    if (closed) after.set(opened, closed)
    return opened
  })
  const events = reading.events.flatMap((opened) => [opened, after.get(opened) ?? []].flat())
  return { ...reading, events }
}

function jsonRows(body: string): unknown[] {
  const value = parseJson(body)
  const inner = isRecord(value) ? (value['service_requests'] ?? value['requests']) : value
  if (Array.isArray(inner)) return inner
  throw new Unreadable('the body is no list of Open311 service requests')
}

function xmlRows(body: string): unknown[] {
  const tree = parseXml(body)
  const root = tree['service_requests'] ?? tree['requests']
  if (root === undefined) throw new Unreadable('the body has no element service_requests')
  return isRecord(root) ? list(root['request'] ?? root['service_request']) : []
}

/** A reader whose things are named after their source. */
const reader = (format: string, source: string, rows: (body: string) => unknown[]): Reader => ({
  format,
  source,
  parse: (body) => readRequests(source, rows(body)),
})

export const open311Json = reader('open311-requests-json', 'open311', jsonRows)
export const open311Xml = reader('open311-requests-xml', 'open311', xmlRows)

/** The feed of another Open311 server: the address of its requests.json or requests.xml, its query with what it wants. */
export function open311Feed({ name: called, url }: { name: string; url: string }): Feed {
  const { origin, pathname, hostname } = new URL(url)
  const source = `${origin}${pathname}`
  const rows = (body: string) => (looksLike(body) === 'XML' ? xmlRows(body) : jsonRows(body))
  return {
    name: called,
    title: `Aduan (${called})`,
    owner: hostname,
    source,
    everySeconds: 300,
    lateAfterSeconds: 1800,
    url,
    reader: reader(pathname.endsWith('.xml') ? open311Xml.format : open311Json.format, source, rows),
  }
}
