import { middle } from '../../shared/events/geometry.ts'
import type { Message } from './message.ts'
import { element, xmlText } from './xml-text.ts'

interface Feed {
  title: string
  author: string
  /** Where this server answers, without a slash at its end. */
  base: string
  /** Added to every address: `?world=NAME` of an exercise. */
  query: string
  updated: string
}

/** Where a thing's CAP message lies. */
const capPath = (id: string, query: string): string => `/api/cap/${encodeURIComponent(id)}.xml${query}`

/** An Atom feed (RFC 4287) of CAP messages, with the point of each (GeoRSS). */
export function atomFeed(
  messages: readonly Message[],
  { title, author, base, query, updated }: Feed,
): string {
  const self = `${base}/api/atom.xml${query}`
  const entries = messages.map(({ id, item, newest }) => {
    const address = base + capPath(id, query)
    const [x, y] = item?.geometry ? middle(item.geometry) : []
    return [
      '<entry>',
      element('id', address),
      element('title', item && ('said' in item ? item.headline : item.title)),
      element('updated', newest.recorded),
      `<link rel="alternate" type="application/cap+xml" href="${xmlText(address)}"/>`,
      `<category term="${xmlText(item?.hazard ?? '')}"/>`,
      element('summary', item && 'said' in item ? item.issuer : author),
      x === undefined ? '' : element('georss:point', `${y} ${x}`),
      '</entry>',
    ].join('')
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:georss="http://www.georss.org/georss" xml:lang="id">',
    element('id', self),
    element('title', title),
    element('updated', updated),
    `<author>${element('name', author)}</author>`,
    `<link rel="self" href="${xmlText(self)}"/>`,
    ...entries,
    '</feed>\n',
  ].join('')
}
