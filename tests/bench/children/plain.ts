import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DatabaseSync } from 'node:sqlite'
import { Server } from 'socket.io'
import { WebSocketServer } from 'ws'
import * as z from 'zod'
import { cut } from '../../../shared/audience.ts'
import type { RecordedEvent } from '../../../shared/events/types.ts'
import { answer } from '../child.ts'
import { usage } from './usage.ts'

/**
 * The straightforward server that figures are compared with: Hono, zod, SQLite and socket.io, one durable insert and
 * one emit per event. It also emits given events without HTTP or database (bare io.emit), and over raw ws.
 */
const db = new DatabaseSync(process.argv[2] ?? ':memory:')
db.exec(`
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE event (seq INTEGER PRIMARY KEY, source TEXT, id TEXT, recorded TEXT, body TEXT, UNIQUE (source, id));
`)
const insert = db.prepare('INSERT OR IGNORE INTO event (source, id, recorded, body) VALUES (?, ?, ?, ?)')
const after = db.prepare('SELECT seq, recorded, body FROM event WHERE seq > ? ORDER BY seq')
const newest = db.prepare('SELECT coalesce(max(seq), 0) AS seq FROM event')
/** What a screen without a past is sent. */
let state: object[] = []

const point = z.object({ type: z.literal('Point'), coordinates: z.tuple([z.number(), z.number()]) })
const text = z.string().min(1)
const event = z.object({
  specversion: z.literal('1.0'),
  id: text,
  source: text,
  type: text,
  subject: text.optional(),
  time: z.iso.datetime().optional(),
  region: text.optional(),
  data: z.looseObject({ title: text.optional(), level: z.number().optional(), geometry: point.optional() }),
})

function record(told: z.infer<typeof event>): number {
  const recorded = new Date().toISOString()
  const { changes, lastInsertRowid } = insert.run(told.source, told.id, recorded, JSON.stringify(told))
  const seq = Number(lastInsertRowid)
  if (changes > 0) io.emit('event', { seq, recorded, ...told })
  return seq
}

const app = new Hono().post('/api/events', async (c) => {
  const body = z.union([event, z.array(event)]).parse(await c.req.json())
  const all = Array.isArray(body) ? body : [body]
  return c.json({ recorded: all.map((one) => ({ id: one.id, seq: record(one) })) }, 201)
})
const http = createServer(getRequestListener(app.fetch))
const io = new Server(http, { transports: ['websocket'], serveClient: false, perMessageDeflate: false })
io.on('connection', (socket) => {
  const { position } = socket.handshake.auth as { position?: { epoch: string; seq: number } }
  if (!position) return
  if (position.epoch === 'none') {
    const { seq } = newest.get() as { seq: number }
    return void socket.emit('snapshot', { position: { epoch: '', seq }, state })
  }
  const missed = after.all(position.seq).map(({ seq, recorded, body }) => {
    const event = { seq, recorded, ...(JSON.parse(String(body)) as object) }
    return cut(event as RecordedEvent, 'wall')
  })
  const to = position.seq + missed.length
  if (position.epoch === 'one') socket.emit('events', { after: position.seq, to, events: missed })
  // As socket.io's documentation answers who comes back: https://socket.io/docs/v4/delivery-guarantees
  else for (const one of missed) socket.emit('event', one)
})
const raw = new WebSocketServer({ noServer: true, perMessageDeflate: false })
http.prependListener('upgrade', (request, socket, head) => {
  if (request.url === '/raw') raw.handleUpgrade(request, socket, head, () => undefined)
})
await new Promise<void>((done) => http.listen(0, '127.0.0.1', () => done()))
const address = `http://127.0.0.1:${(http.address() as AddressInfo).port}`

let seq = 0
let loaded: object[] = []
const next = (count: number) => Array.from({ length: count }, (_, at) => loaded[at % loaded.length]!)
answer({
  ...usage(),
  ready: () => ({ address, feeder: '', feeders: [''], display: '', startMs: 0 }),
  position: () => ({
    epoch: '',
    seq: Number(newest.get()?.seq),
  }),
  load: (texts: string[]) => {
    const recorded = new Date().toISOString()
    loaded = texts.map((one) => ({ seq: 0, recorded, ...(JSON.parse(one) as object) }))
  },
  state: (texts: string[]) => void (state = texts.map((one) => JSON.parse(one) as object)),
  /** The seq of the last event that `emit` or `frame` sent. */
  sent: () => seq,
  /** Emits each event by itself. */
  emit: (count: number) => {
    for (const one of next(count)) io.emit('event', { ...one, seq: ++seq })
    return seq
  },
  /** Emits each event by itself, `rate` a second, as far as it can keep up. */
  pace: async ({ count, rate }: { count: number; rate: number }) => {
    const begun = performance.now()
    for (let sent = 0; sent < count;) {
      const due = Math.min(count, Math.ceil(((performance.now() - begun) / 1000) * rate))
      for (const one of next(due - sent)) io.emit('event', { ...one, seq: ++seq })
      sent = due
      await new Promise((resume) => setTimeout(resume, 1))
    }
    return seq
  },
  /** Sends one frame of events to every raw socket. */
  frame: (count: number) => {
    const frame = ['events', { after: seq, to: seq + count, events: next(count) }]
    const bytes = Buffer.from(`42${JSON.stringify(frame)}`)
    for (const socket of raw.clients) socket.send(bytes, { binary: false })
    return (seq += count)
  },
  quit: () => process.exit(0),
})
