import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { NewEvent } from '../../shared/events/types.ts'
import { build } from '../../server/cli/build.ts'
import { asked, usage } from '../bench/asked.ts'
import type { Memory } from '../bench/children/usage.ts'
import { findBrowser } from '../browser.ts'
import { judge, table, type Figure } from '../bench/figure.ts'
import { dropFolder, later, newFolder, product, Screens, tell } from '../bench/room.ts'
import { verifyFile } from '../../server/log/verify-file.ts'
import { checkDigests, readAll } from '../chaos/check.ts'
import { Replica } from '../chaos/replica.ts'
import { disaster, hotspots, ordinary } from './days.ts'
import { pageDay } from './page.ts'
import { slope, type Point } from './slope.ts'

/** An hour of a regency passes in a second: so many events come in it. */
const perHour = 300
/** The disaster takes a tenth of the time and comes on top. */
const perDisasterHour = 1_500
/** So many hours pass before the day, so that what is bounded (observations, the newest events) is full from its beginning. */
const filling = 20
const observed = 2_000
const screensCount = 50
const sampleSeconds = 5

const called = 'soak -- [--minutes N] [--seed S] (half a minute to a day)'
const options = { minutes: { type: 'string', default: '8' }, seed: { type: 'string' } } as const
const { values } = asked(called, options, false)
const seconds = Math.round(Number(values.minutes) * 60)
const seed = Number(values.seed ?? Date.now() % 2 ** 31)
if (!(seconds >= 30 && seconds <= 24 * 3600 && Number.isSafeInteger(seed))) usage(called, 64)
process.stderr.write(`seed ${seed}\n`)

interface Sample {
  hour: number
  events: number
  held: number
  rss: number
  handles: number
  open: number
  bytes: number
}

/** Beside it one page of Chromium lives through a day of its own; half an hour of it in a shorter run. */
const pageEvents = Math.min(100_000, Math.round((seconds - 20) * 240))
if (findBrowser()) await build()
const inPage = findBrowser()
  ? pageDay(pageEvents, seed, (text) => void process.stderr.write(`${text}\n`))
  : []

const folder = newFolder()
const server = await product(folder)
const screens = new Screens(1)
const replica = new Replica()
const samples: Sample[] = []
const days = ordinary((seconds + filling) * perHour, seed)
const worst = disaster(Math.round((seconds / 10) * perDisasterHour * 0.2), seed)
const [from, until] = [Math.round(seconds * 0.5), Math.round(seconds * 0.6)]
let events = 0
let archived = 0

async function put(list: NewEvent[]): Promise<void> {
  for (let at = 0; at < list.length; at += 50) {
    const some = list.slice(at, at + 50)
    await tell(
      server,
      some.map((event) => JSON.stringify(event)),
    )
    events += some.length
  }
}

const sizeOf = (path: string): number =>
  readdirSync(path, { withFileTypes: true }).reduce((sum, entry) => {
    const inside = join(path, entry.name)
    return sum + (entry.isDirectory() ? sizeOf(inside) : statSync(inside).size)
  }, 0)

async function sample(hour: number): Promise<void> {
  const { held, rss } = await server.child.ask<Memory>('memory')
  const handles = await server.child.ask<number>('handles')
  const open = await server.child.ask<number>('open')
  samples.push({ hour, events, held, rss, handles, open, bytes: sizeOf(folder) })
  const line = `hour ${hour}: ${events} events, ${open} items, ${(held / 1e6).toFixed(1)} MB held, rss ${(rss / 1e6).toFixed(0)} MB, ${handles} handles`
  process.stderr.write(`${line}\n`)
}

/** What everybody does in an hour besides: screens go and come back, figures are scraped, something broken comes in. */
async function visitors(hour: number): Promise<void> {
  const headers = { authorization: `Bearer ${server.display}` }
  const posting = {
    authorization: `Bearer ${server.feeder}`,
    'content-type': 'application/cloudevents+json',
  }
  await (await fetch(`${server.address}/api/situation`, { headers })).arrayBuffer()
  await (await fetch(`${server.address}/metrics`)).text()
  const broken = { method: 'POST', headers: posting, body: `{"id": ${hour}}` }
  await (await fetch(`${server.address}/api/events`, broken)).text()
  // What is older than a day of the soak leaves the log for files.
  if (hour % 12 === 11) archived += await server.child.ask<number>('archive', 24_000)
  if (hour % 10 === 0) {
    await screens.leave()
    await screens.join({ address: server.address, count: screensCount, key: server.display })
  }
}

/** The handles of a server from which all screens have just gone, so that none that is left over hides behind them. */
async function handlesAlone(): Promise<number> {
  await screens.leave()
  await later(1_000)
  return server.child.ask<number>('handles')
}

replica.connect(server.address, server.display)
await put([...hotspots(observed, seed), ...days.splice(0, filling * perHour)])
let handlesBefore = 0
const begun = performance.now()
for (let hour = 0; hour < seconds; hour++) {
  await put(days.splice(0, perHour))
  if (hour === from) handlesBefore = await handlesAlone()
  const left = until - hour
  if (hour >= from && hour < until) await put(worst.splice(0, Math.ceil(worst.length / left)))
  await visitors(hour)
  if (hour % sampleSeconds === 0) await sample(hour)
  await later(Math.max(0, begun + (hour + 1) * 1000 - performance.now()))
}
await sample(seconds)
const handlesAfter = await handlesAlone()
const wrong = await checkDigests(server, replica, await readAll(server))
const chain = verifyFile(join(folder, 'log.db'))
if (chain.bad !== undefined) wrong.push(`the chain breaks at ${chain.bad}: ${chain.reason}`)
const inFiles = sizeOf(join(folder, 'archive'))
replica.close()
await screens.kill()
await server.child.kill()
dropFolder(folder)

const settled = samples.filter(({ hour }) => hour >= seconds * 0.2)
const calm = settled.filter(({ hour }) => hour < from)
const after = settled.filter(({ hour }) => hour >= until + sampleSeconds)
const [last, before] = [samples.at(-1)!, calm.at(-1)!]
const grown = (last.bytes - calm[0]!.bytes) / (last.events - calm[0]!.events)
const megabytes = ({ held }: Sample) => held / 1e6
const heldAt = (sample: Sample): Point => [sample.hour, megabytes(sample)]
const figures: Figure[] = [
  {
    figure: 'memory held, ordinary days',
    unit: 'MB/day',
    values: [slope(calm.map(heldAt)) * 24],
    target: { most: 2 },
  },
  {
    figure: 'memory held, days after the disaster',
    unit: 'MB/day',
    values: [slope(after.map(heldAt)) * 24],
    target: { most: 2 },
  },
  {
    figure: 'memory held at the end against before the disaster',
    unit: 'MB more',
    values: [megabytes(last) - megabytes(before)],
    target: { most: 15 },
  },
  {
    figure: 'handles at the end against before the disaster, screens gone',
    unit: 'more',
    values: [handlesAfter - handlesBefore],
    target: { most: 5 },
    note: `${handlesBefore} → ${handlesAfter}`,
  },
  {
    figure: 'open items at the end against before',
    unit: 'more',
    values: [last.open - before.open],
    target: { most: 600 },
  },
  {
    figure: 'archive files per archived event',
    unit: 'bytes',
    values: [inFiles / archived],
    target: { most: 250 },
    note: `${archived} of ${last.events} events in files of ${(inFiles / 1e6).toFixed(1)} MB`,
  },
  { figure: 'disk per event', unit: 'bytes', values: [grown], target: { most: 2_500 } },
  {
    figure: 'screen, server and log agree',
    unit: 'things wrong',
    values: [wrong.length],
    target: { most: 0 },
    note: wrong.join('; '),
  },
]
const lines = [...figures, ...(await inPage)].map(judge)
for (const line of lines) process.stdout.write(`${JSON.stringify(line)}\n`)
process.stderr.write(`\n${table(lines)}\n`)
process.exit(lines.every(({ ok }) => ok) ? 0 : 1)
