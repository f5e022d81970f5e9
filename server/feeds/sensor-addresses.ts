import { capAddresses, type CapAddress } from './cap-addresses.ts'
import type { Feed } from './feed.ts'
import { sensorThings } from './sensorthings.ts'

const expand =
  '$expand=Locations,Datastreams($expand=ObservedProperty,Observations($orderby=phenomenonTime desc;$top=1))'

/** The configured SensorThings services: addresses of the version root (…/v1.1) or of a page of Things. */
export function sensorFeeds(text: string): Feed[] {
  return capAddresses(text).map(sensorFeed)
}

function sensorFeed({ name, url }: CapAddress): Feed {
  const { origin, pathname, hostname, search } = new URL(url)
  const things = /\/Things(\(|$)/.test(pathname) ? pathname : `${pathname.replace(/\/$/, '')}/Things`
  return {
    name: name.replace(/^cap-/, 'sensor-'),
    title: `Sensor (${name.replace(/^cap-/, '')})`,
    owner: hostname,
    source: `${origin}${things}`,
    everySeconds: 300,
    lateAfterSeconds: 1800,
    url: `${origin}${things}${search || `?${encodeURI(expand)}`}`,
    reader: sensorThings,
    detail: sensorThings,
  }
}
