import { capTold } from './cap-alert.ts'
import { Unreadable, type Reader, type Reading } from './feed.ts'
import { isRecord } from './json.ts'
import { readRows } from './rows.ts'
import { list, parseXml, textOf } from './xml.ts'

/** What a list entry holds: alerts, or only the address of one. */
interface Entry {
  alerts: unknown[]
  link?: string
}

/** Every `alert` element within, however deep: EDXL-DE and Atom wrap them in elements of their own. */
function alertsWithin(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(alertsWithin)
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([name, part]) => (name === 'alert' ? list(part) : alertsWithin(part)))
}

/** An alert that an entry holds as text, escaped or in CDATA. */
function alertsInText(entry: Record<string, unknown>): unknown[] {
  for (const name of ['content', 'encoded', 'description', 'summary']) {
    const text = textOf(entry[name])
    if (!text || !/^<(\?xml|([\w-]+:)?alert\b)/.test(text)) continue
    try {
      return alertsWithin(parseXml(text))
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
    }
  }
  return []
}

/** An alert spelled out in cap: elements of the entry itself, as the US weather service does. */
function alertOfElements(entry: Record<string, unknown>): unknown[] {
  if (!('severity' in entry && 'event' in entry)) return []
  const { identifier, sender, sent, status, msgType, references, ...rest } = entry
  const { areaDesc, polygon, circle, point, title, summary, description } = rest
  const author = isRecord(rest['author']) ? rest['author']['name'] : undefined
  return [
    {
      identifier: identifier ?? rest['id'] ?? rest['guid'],
      sender: sender ?? author,
      sent: sent ?? rest['updated'] ?? rest['published'] ?? rest['pubDate'],
      status,
      msgType,
      references,
      info: {
        ...rest,
        headline: rest['headline'] ?? title,
        description: summary ?? description,
        area: { areaDesc, polygon, circle, point },
      },
    },
  ]
}

/** The address an entry gives: of type CAP where it says so, else its first. */
function linkOf(entry: Record<string, unknown>): string | undefined {
  const links = [...list(entry['link']), ...list(entry['enclosure'])].flatMap((link) => {
    const named = isRecord(link) ? (link['@href'] ?? link['@url'] ?? link['#text']) : link
    const type = isRecord(link) ? String(link['@type'] ?? '') : ''
    return typeof named === 'string' ? [{ address: named.trim(), cap: /cap\+xml/.test(type) }] : []
  })
  return (links.find(({ cap }) => cap) ?? links[0])?.address
}

function entryOf(value: unknown): Entry {
  if (!isRecord(value)) return { alerts: [] }
  const embedded = [alertsWithin, alertsInText, alertOfElements].map((look) => look(value))
  const alerts = embedded.find((found) => found.length > 0) ?? []
  const link = linkOf(value)
  return link === undefined ? { alerts } : { alerts, link }
}

/** The entries of an Atom or RSS list; a document that is an alert or wraps some is one entry. */
function entriesOf(body: string): Entry[] {
  const tree = parseXml(body)
  const [root = '', element] = Object.entries(tree).find(([name]) => !name.startsWith('?')) ?? []
  const inside = isRecord(element) ? element : {}
  if (root === 'feed') return list(inside['entry']).map(entryOf)
  if (root === 'rss' || root === 'RDF') {
    const channel = isRecord(inside['channel']) ? inside['channel'] : {}
    return [...list(channel['item']), ...list(inside['item'])].map(entryOf)
  }
  const alerts = alertsWithin(tree)
  if (alerts.length === 0 && root !== 'EDXLDistribution')
    throw new Unreadable(`<${root}> is neither CAP nor EDXL-DE, Atom or RSS`)
  return [{ alerts }]
}

function parse(body: string): Reading {
  const entries = entriesOf(body)
  const reading = readRows(
    entries.flatMap(({ alerts }) => alerts),
    capTold,
  )
  const lost = entries.filter(({ alerts, link }) => alerts.length === 0 && !isAddress(link))
  for (const { link } of lost)
    reading.refused.push({ reason: 'the entry holds no alert and no address of one', raw: link ?? '' })
  return reading
}

function isAddress(link: string | undefined): link is string {
  return link !== undefined && /^https?:$/.test(URL.parse(link)?.protocol ?? '')
}

/** Only what is not told in the list itself has to be fetched. */
function more(body: string): string[] {
  const unread = entriesOf(body).filter(({ alerts }) => alerts.length === 0)
  return [...new Set(unread.map(({ link }) => link).filter(isAddress))]
}

const reader = (format: string, source: string): Reader => ({ format, source, parse, more })

/** CAP 1.1 and 1.2, bare, in EDXL-DE, or listed by Atom or RSS: one reader, since publishers change between them. */
export const cap = reader('cap', 'urn:oasis:names:tc:emergency:cap:1.2')
export const atomCap = reader('atom-cap', cap.source)
export const edxlCap = reader('edxl-de-cap', cap.source)
export const bmkgCap = reader('bmkg-cap', 'https://www.bmkg.go.id/alerts/nowcast')
