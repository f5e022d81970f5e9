import { readdir, readFile } from 'node:fs/promises'
import * as z from 'zod'

/** An event and the moment (UTC) at which the room came to know it: the replayer posts it when the world's clock passes `at`. */
export interface Told {
  at: string
  /** A structured CloudEvent as it is posted to /api/events. */
  event: Record<string, unknown>
}

/** A stretch of the recording that is replayed at the rate, the world's clock set to its start. */
export interface Segment {
  title: string
  /** True: begins with an empty log, a new epoch. False: the same world goes on, its clock leaps forward to `start`. */
  fresh: boolean
  /** UTC. */
  start: string
  end: string
  /** Known before `start` (and after the end of the segment before, when the world goes on): posted at once, in batches. */
  initial: Told[]
  events: Told[]
}

export interface Recording {
  /** World seconds per second. */
  rate: 60
  /** Kemendagri code of the regency. */
  region: '52.02'
  /** Situation reports are written along. */
  reports: true
  /** One after the other, then from the first again: about 39 minutes on the wall. */
  segments: Segment[]
}

/** Each world is a folder of JSON lines, a CloudEvent a line, `common` is known in all of them; SOURCES.md says which figure comes from where. */
const worlds = [
  {
    folder: 'earthquake-2018',
    segments: [
      ['Malam gempa, 5–6 Agustus 2018', '2018-08-05T19:41+08:00', '2018-08-06T09:30+08:00'],
      ['Gempa siang, 9 Agustus 2018', '2018-08-09T13:20+08:00', '2018-08-09T14:20+08:00'],
      ['Tanggap darurat, 11 Agustus 2018', '2018-08-11T10:00+08:00', '2018-08-11T11:15+08:00'],
      ['Tanggap darurat, 12 Agustus 2018', '2018-08-12T14:45+08:00', '2018-08-12T15:45+08:00'],
      ['Tanggap darurat, 13 Agustus 2018', '2018-08-13T14:15+08:00', '2018-08-13T15:30+08:00'],
      ['Gempa siang, 19 Agustus 2018', '2018-08-19T12:02+08:00', '2018-08-19T13:00+08:00'],
      ['Gempa malam, 19–20 Agustus 2018', '2018-08-19T22:50+08:00', '2018-08-20T00:15+08:00'],
      ['Verifikasi rumah, 29 Agustus 2018', '2018-08-29T13:20+08:00', '2018-08-29T14:30+08:00'],
    ],
  },
  {
    folder: 'flood-2021',
    segments: [
      ['Banjir Pujut dan Praya Barat, 30 Januari 2021', '2021-01-30T15:30+08:00', '2021-01-31T01:30+08:00'],
    ],
  },
  {
    folder: 'flood-2025',
    segments: [
      ['Banjir, 9 Februari 2025', '2025-02-09T11:30+08:00', '2025-02-09T14:00+08:00'],
      ['Banjir, pagi 10 Februari 2025', '2025-02-10T06:45+08:00', '2025-02-10T09:00+08:00'],
      ['Banjir, malam 10 Februari 2025', '2025-02-10T19:15+08:00', '2025-02-10T21:30+08:00'],
    ],
  },
] as const

/** `known` is ours: when a statement reached the room later than what it speaks of. */
const line = z.looseObject({
  time: z.iso.datetime({ offset: true }),
  known: z.iso.datetime({ offset: true }).optional(),
})

const utc = (text: string): string => new Date(text).toISOString()

function told(text: string): Told {
  const { known, ...event } = line.parse(JSON.parse(text))
  return { at: utc(known ?? event.time), event }
}

/** The events of one world in the order in which they became known. */
async function readWorld(folder: URL): Promise<Told[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).sort()
  const bodies = await Promise.all(names.map((name) => readFile(new URL(name, folder), 'utf8')))
  const events = bodies.flatMap((body) => body.split('\n').filter(Boolean).map(told))
  return events.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

/** The recorded days that `npm run demo` replays: real figures, invented people; see recording/SOURCES.md. */
export async function recording(): Promise<Recording> {
  const segments: Segment[] = []
  const read = (folder: string) => readWorld(new URL(`recording/${folder}/`, import.meta.url))
  const common = await read('common')
  for (const world of worlds) {
    const events = [...common, ...(await read(world.folder))]
    let since = ''
    for (const [title, from, to] of world.segments) {
      const [start, end] = [utc(from), utc(to)]
      segments.push({
        title,
        fresh: since === '',
        start,
        end,
        initial: events.filter(({ at }) => at >= since && at < start),
        events: events.filter(({ at }) => at >= start && at < end),
      })
      since = end
    }
  }
  return { rate: 60, region: '52.02', reports: true, segments }
}
