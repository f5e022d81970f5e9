import { Agent, get } from 'node:http'
import { columnsMedia } from '../../../shared/protocol.ts'
import { answer } from '../child.ts'
import { Wire } from './wire.ts'

interface Screen {
  wire: Wire
  /** The last seq that came. */
  seq: number
  key: string
}

/** How a process of screens connects: `position` absent = never seen anything. */
export interface Joining {
  address: string
  count: number
  key: string
  position?: { epoch: string; seq: number }
  /** A bare WebSocket at /raw instead of socket.io. */
  raw?: boolean
}

/** What the screens of a process have received since `reset`. */
export interface Seen {
  screens: number
  /** The seq that the slowest has. */
  least: number
  deliveries: number
  frames: number
  bytes: number
  gaps: number
  ended: number
}

let screens: Screen[] = []
let peek = 1_024
const doors = { joined: 0 }
let counts = { deliveries: 0, frames: 0, bytes: 0, gaps: 0, ended: 0 }
/** Deliveries by milliseconds between recording and arrival; the last bucket holds all later ones. */
let late = new Uint32Array(10_000)
let times: { to: number; recorded: number[] } = { to: 0, recorded: [] }
const agent = new Agent({ keepAlive: true, maxSockets: 100 })

function took(screen: Screen, start: string): void {
  if (start.startsWith('40')) doors.joined++
  const frame = /^42\["events",\{"after":(\d+),"to":(\d+)/.exec(start)
  if (frame) {
    const [after, to] = [Number(frame[1]), Number(frame[2])]
    if (after !== screen.seq && screen.seq > 0) counts.gaps++
    counts.frames++
    counts.deliveries += to - after
    screen.seq = to
    if (peek > 1_024) measure(to, start)
    return
  }
  const single = /^42\["event",\{"seq":(\d+)/.exec(start)
  if (single) {
    counts.frames++
    counts.deliveries++
    screen.seq = Number(single[1])
    return
  }
  const whole = /^42\["snapshot",\{"position":\{"epoch":"[^"]*","seq":(\d+)\}/.exec(start)
  if (!whole) return
  const url = /"url":"([^"]+)"/.exec(start)?.[1]
  if (url) load(screen, url, Number(whole[1]))
  else screen.seq = Number(whole[1])
}

/** Fetches a snapshot as a browser would; the screen is in step when all of it is there. */
function load(screen: Screen, path: string, seq: number): void {
  const headers = {
    ...{ authorization: `Bearer ${screen.key}`, accept: columnsMedia },
    'accept-encoding': 'gzip, deflate, br',
  }
  get(new URL(path, address), { agent, headers }, (reply) => {
    reply.on('data', (chunk: Buffer) => (counts.bytes += chunk.length))
    reply.on('end', () => {
      if (reply.statusCode === 200) screen.seq = Math.max(screen.seq, seq)
    })
  }).on('error', () => undefined)
}

/** The frame's moments of recording are read once and serve every screen of this process. */
function measure(to: number, text: string): void {
  if (to !== times.to)
    times = {
      to,
      recorded: [...text.matchAll(/"recorded":"([^"]+)"/g)].map((match) => Date.parse(match[1]!)),
    }
  const now = Date.now()
  for (const recorded of times.recorded) late[Math.min(late.length - 1, Math.max(0, now - recorded))]!++
}

let address = ''

async function join({ address: to, count, key, position, raw }: Joining): Promise<number> {
  address = to
  doors.joined = 0
  const auth = raw ? {} : { auth: { key, ...(position && { position }) } }
  screens = []
  for (let at = 0; at < count; at++) {
    const screen: Screen = { wire: undefined as unknown as Wire, seq: position?.seq ?? 0, key }
    screen.wire = new Wire({
      address: to,
      ...auth,
      peek: () => peek,
      onMessage: (start) => took(screen, start),
      onEnd: () => counts.ended++,
    })
    screens.push(screen)
    if (at % 50 === 49) await new Promise((resume) => setImmediate(resume))
  }
  const patience = performance.now() + 20_000
  while (doors.joined < count && performance.now() < patience) await new Promise((r) => setTimeout(r, 10))
  return doors.joined
}

function seen(): Seen {
  const least = screens.reduce((low, { seq }) => Math.min(low, seq), Infinity)
  const bytes = counts.bytes + screens.reduce((sum, { wire }) => sum + wire.bytes, 0)
  return { screens: screens.length, least, ...counts, bytes }
}

answer({
  join,
  seen,
  /** Starts counting anew; `from`: the seq that every screen is taken to have. */
  reset: (from?: number) => {
    counts = { deliveries: 0, frames: 0, bytes: 0, gaps: 0, ended: 0 }
    late = new Uint32Array(10_000)
    for (const screen of screens) {
      screen.wire.bytes = 0
      if (from !== undefined) screen.seq = from
    }
  },
  /** Looks at whole frames, to measure how late each event comes. */
  look: (bytes: number) => void (peek = bytes),
  late: () => [...late],
  deaf: () => screens.forEach(({ wire }) => wire.deaf()),
  /** They hang up, and nothing of them stays: by default an agent keeps its connections for a while. */
  leave: () => {
    agent.destroy()
    for (const { wire } of screens) wire.end()
    screens = []
  },
})
