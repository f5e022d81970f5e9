import { bmkgForecast, forecastFeed } from './bmkg-forecast.ts'
import { bmkgInatews } from './bmkg-inatews.ts'
import { bmkgNowcast } from './bmkg-nowcast.ts'
import { bmkgQuakes, bmkgQuakesXml } from './bmkg-quakes.ts'
import { bmkgRealtime } from './bmkg-realtime.ts'
import { atomCap, bmkgCap, cap, edxlCap } from './cap.ts'
import { capFeed, type CapAddress } from './cap-addresses.ts'
import { dsdaWaterGates } from './dsda.ts'
import type { Feed, Reader } from './feed.ts'
import { firms } from './firms.ts'
import { gdacs, gdacsGeojson } from './gdacs.ts'
import { georss } from './georss.ts'
import { hxlCsv } from './hxl.ts'
import { near, widen, type Box } from './near.ts'
import { oc4ids } from './oc4ids.ts'
import { ocdsRecord, ocdsRelease } from './ocds.ts'
import { opdLra } from './opd-lra.ts'
import { opdEmonev, opdSbe } from './opd-progress.ts'
import { open311Feed, open311Json, open311Xml } from './open311.ts'
import { petabencana, petabencanaFloods, petabencanaTopojson } from './petabencana.ts'
import { sensorFeeds } from './sensor-addresses.ts'
import { sensorThings } from './sensorthings.ts'
import { ttnUplink } from './ttn.ts'
import { gaugeUplink } from './uplink.ts'
import { usgs, usgsDetail } from './usgs.ts'

/** What the installation says about its feeds. */
interface FeedSettings {
  /** The regency: west, south, east, north. Without it nothing is left out. */
  bbox?: Box
  /** https://firms.modaps.eosdis.nasa.gov/api/map_key/ ; without one there is no FIRMS feed. */
  firmsMapKey?: string
  /** Addresses of CAP files, or of Atom or RSS lists of them. */
  cap?: CapAddress[]
  /** Addresses of other Open311 servers' requests.json or requests.xml. */
  open311?: CapAddress[]
  /** SENSORTHINGS_URLS: addresses of SensorThings services. */
  sensors?: string
  /** A village of each district, for the forecast. */
  villages?: readonly string[]
}

const everywhere: Box = [-180, -90, 180, 90]

/** Earthquakes are felt from afar: 3° around the regency. The service takes a box and gives the last 30 days. */
function usgsFeed(bbox: Box | undefined): Feed {
  const [west, south, east, north] = bbox ? widen(bbox, 3) : everywhere
  const box = `minlongitude=${west}&minlatitude=${south}&maxlongitude=${east}&maxlatitude=${north}`
  return {
    name: 'usgs',
    title: 'Gempa menurut USGS',
    owner: 'USGS',
    source: usgs.source,
    everySeconds: 300,
    lateAfterSeconds: 1800,
    url: `https://earthquake.usgs.gov/fdsnws/event/1/query?format=geojson&orderby=time&limit=100&${box}`,
    reader: usgs,
  }
}

/** GDACS lists the whole world: what lies more than 10° (about 1,100 km) away is left out. */
function gdacsFeed(bbox: Box | undefined): Feed {
  return {
    name: 'gdacs',
    title: 'Bencana besar (GDACS)',
    owner: 'GDACS',
    credit: 'Sumber: GDACS (Global Disaster Alert and Coordination System)',
    source: gdacs.source,
    everySeconds: 600,
    lateAfterSeconds: 3600,
    url: 'https://www.gdacs.org/xml/rss.xml',
    reader: near(gdacs, bbox && widen(bbox, 10)),
  }
}

/** Reports of the last day from all Indonesia; those within half a degree (about 55 km) stay. */
function petabencanaFeed(bbox: Box | undefined): Feed {
  return {
    name: 'petabencana',
    title: 'Laporan warga (PetaBencana.id)',
    owner: 'PetaBencana.id',
    source: petabencana.source,
    everySeconds: 120,
    lateAfterSeconds: 900,
    url: 'https://data.petabencana.id/reports?geoformat=geojson&timeperiod=86400',
    reader: near(petabencana, bbox && widen(bbox, 0.5)),
  }
}

/** Hotspots of VIIRS on Suomi NPP of today and yesterday, within half a degree. */
function firmsFeed(key: string, bbox: Box | undefined): Feed {
  const box = widen(bbox ?? everywhere, bbox ? 0.5 : 0).join(',')
  const path = `api/area/csv/${encodeURIComponent(key)}/VIIRS_SNPP_NRT/${box}/2`
  return {
    name: 'firms',
    title: 'Titik panas (NASA FIRMS)',
    owner: 'NASA FIRMS',
    credit: 'Sumber: NASA FIRMS',
    source: firms.source,
    everySeconds: 900,
    lateAfterSeconds: 5400,
    url: `https://firms.modaps.eosdis.nasa.gov/${path}`,
    reader: firms,
  }
}

/** The feeds of an installation: those everybody has, FIRMS where there is a key, and the CAP addresses it names. */
export function feedsFor({
  bbox,
  firmsMapKey,
  cap: own = [],
  open311: requests = [],
  sensors = '',
  villages = [],
}: FeedSettings = {}): Feed[] {
  return [
    ...bmkgQuakes,
    { ...bmkgNowcast, detail: near(bmkgCap, bbox && widen(bbox, 0.5)) },
    ...forecastFeed(villages),
    usgsFeed(bbox),
    gdacsFeed(bbox),
    petabencanaFeed(bbox),
    ...(firmsMapKey ? [firmsFeed(firmsMapKey, bbox)] : []),
    ...own.map(capFeed),
    ...requests.map(open311Feed),
    ...sensorFeeds(sensors),
  ]
}

/** The reader of each format by its name in `ruang read`. */
export const readers: Readonly<Record<string, Reader>> = Object.fromEntries(
  [
    ...bmkgQuakes.map(({ reader }) => reader),
    bmkgQuakesXml,
    bmkgInatews,
    bmkgForecast,
    bmkgRealtime,
    bmkgNowcast.reader,
    bmkgCap,
    cap,
    atomCap,
    edxlCap,
    usgs,
    usgsDetail,
    gdacs,
    gdacsGeojson,
    petabencana,
    petabencanaTopojson,
    petabencanaFloods,
    firms,
    georss,
    open311Json,
    open311Xml,
    oc4ids,
    ocdsRelease,
    ocdsRecord,
    opdLra,
    opdEmonev,
    opdSbe,
    hxlCsv,
    sensorThings,
    ttnUplink(),
    gaugeUplink(),
    dsdaWaterGates,
  ].map((reader) => [reader.format, reader]),
)
