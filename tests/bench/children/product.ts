import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { EngineSocket } from '../../../server/broadcast.ts'
import { keepCompiled } from '../../../server/keep-compiled.ts'
import type { RecordedEvent } from '../../../shared/events/types.ts'
import { answer } from '../child.ts'
import { usage } from './usage.ts'

// As server/main.ts begins.
keepCompiled()
const { Keys } = await import('../../../server/access/keys.ts')
const { broadcastEvents, receiver } = await import('../../../server/broadcast.ts')
const { readConfig } = await import('../../../server/config.ts')
const { startServer } = await import('../../../server/server.ts')
const { kinds } = await import('../../../shared/situation/items.ts')
const { forgetfulLog } = await import('./forgetful.ts')

/**
 * The product itself, on a data folder given as first argument; `--forgetful`: its log writes nothing; `--keyless`: nobody
 * is let in, and nothing comes before its start.
 */
const [dataDir = '', ...options] = process.argv.slice(2)
mkdirSync(dataDir, { recursive: true })
if (options.includes('--forgetful')) forgetfulLog()

function makeKeys() {
  const keys = new Keys(join(dataDir, 'access.db'))
  const key = (role: 'feeder' | 'display' | 'admin') => keys.create({ name: 'bench', role })
  const feeders = Array.from({ length: 4 }, () => key('feeder'))
  const made = { feeder: key('feeder'), display: key('display'), admin: key('admin'), feeders }
  keys.close()
  return made
}
const made = options.includes('--keyless') ? { feeder: '', display: '', admin: '', feeders: [] } : makeKeys()
/** Frames of events as the hub tells them, through the product's own way to its screens; no intake, no log. */
let told = 0
let loaded: RecordedEvent[] = []

const now = Date.now
const { DATABASE_URL, TRUSTED_PROXIES } = process.env
const env = {
  ...{ PORT: '0', DATA_DIR: dataDir, FEEDS: 'off', LOG_LEVEL: DATABASE_URL ? 'fatal' : 'error' },
  ...{ DATABASE_URL, TRUSTED_PROXIES },
}
const begun = performance.now()
const server = await startServer(readConfig(env))
const startMs = performance.now() - begun

answer({
  ...usage(),
  ready: () => ({ address: server.address, ...made, startMs }),
  position: () => {
    const world = server.worlds.find()
    return { epoch: world?.log.epoch ?? '', seq: world?.present.seq ?? 0 }
  },
  load: (texts: string[]) => {
    const recorded = new Date().toISOString()
    loaded = texts.map((one) => ({ ...(JSON.parse(one) as RecordedEvent), seq: 0, recorded }))
  },
  leads: () => server.leads(),
  sent: () => told,
  frame: (count: number) => {
    const events = Array.from({ length: count }, (_, at) => loaded[at % loaded.length]!)
    const screens = [...server.live.io.sockets.sockets.values()].map(({ conn }) =>
      receiver(conn as unknown as EngineSocket),
    )
    const texts = events.map((event) => JSON.stringify(event))
    broadcastEvents(screens, { after: told, texts, clock: { now: Date.now(), rate: 1 } })
    return (told += count)
  },
  /** Where a new screen is sent for its snapshot. */
  snapshot: () => {
    const { content } = server.live
      .channel('real', 'wall')!
      .snapshots.current(server.worlds.find()!.present.seq)
    return 'url' in content ? content.url : ''
  },
  /** Sets this process' clock `ms` beside the machine's. */
  skew: (ms: number) => void (Date.now = () => now() + ms),
  /** Moves events of the soak that are older than so many ms to an archive file; answers how many. */
  archive: async (ms: number) => {
    const before = new Date(Date.now() - ms).toISOString()
    const is = ({ type }: { type: string }) => type === 'observation.made' || type === 'source.heard'
    return (await server.worlds.find()!.log.archive({ kind: 'soak', before, is }))?.count ?? 0
  },
  /** What may pile up when something is never let go. */
  open: () => {
    const { staff } = server.worlds.find()!.present.situations
    return kinds.reduce((sum, kind) => sum + staff[kind].size, 0)
  },
  handles: () => process.getActiveResourcesInfo().length,
  dropped: () => server.live.dropped,
  sockets: () => server.live.io.of('/').sockets.size,
  quit: () => server.close().then(() => process.exit(0)),
})
