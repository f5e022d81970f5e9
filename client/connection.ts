import { io, type Socket } from 'socket.io-client'
import {
  columnsMedia,
  type ClientToServer,
  type HandshakeAuth,
  type ServerToClient,
} from '../shared/protocol.ts'
import { lostAfterMs } from './clock.ts'
import type { Present } from './present.svelte.ts'
import { latency } from './life/latency.ts'
import { Receiver } from './receiver.ts'
import { outdatedFor, reloadWhenReachable, upToDate } from './reload.ts'
import type { Replica } from './replica.svelte.ts'
import { thisScreen } from './screen.svelte.ts'

const watchEveryMs = 5_000
/** A timer so late was not late: the machine slept. */
const sleptAfterMs = 15_000
/** After a refusal socket.io does not try again by itself: we do, after 5 to 15 s. */
const refusedRetryMs = [5_000, 10_000] as const

async function fetchSnapshot(url: string): Promise<unknown> {
  try {
    const answer = await fetch(url, { credentials: 'same-origin', headers: { accept: columnsMedia } })
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
    return await answer.json()
  } catch (error) {
    // Whoever asks again does so after a breath, not in a loop.
    await new Promise((resolve) => setTimeout(resolve, 1_000 + Math.random() * 2_000))
    throw error
  }
}

/**
 * Asks for this page once more, with which the server renews a pass or a screen's token that ran out. `refused`: it
 * leads elsewhere or shows something else now; `away`: it did not answer.
 */
async function renewPass(): Promise<'shown' | 'refused' | 'away'> {
  try {
    const answer = await fetch(location.pathname + location.search, {
      credentials: 'same-origin',
      cache: 'no-store',
    })
    if (answer.ok && !answer.redirected) return 'shown'
    return answer.redirected || [401, 403].includes(answer.status) ? 'refused' : 'away'
  } catch {
    return 'away'
  }
}

/**
 * Keeps `replica` and `present` in step with the server for the page's life: never gives up, wakes at once, and leaves
 * the picture as it is while the link is down. The cookie of the browser gives access.
 */
export function connect(replica: Replica, present: Present, world: string | undefined): () => void {
  const socket: Socket<ServerToClient, ClientToServer> = io({
    path: '/socket.io',
    transports: ['websocket'],
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
    randomizationFactor: 0.5,
    auth: (give) => give({ position: replica.position, world } satisfies HandshakeAuth),
  })
  const receiver = new Receiver(replica, {
    fold: __FOLD__,
    fetch: fetchSnapshot,
    resume: (position) => socket.emit('resume', position),
    outdated: () => {
      present.outdated(outdatedFor())
      reloadWhenReachable()
    },
    heard: (clock, epoch) => present.heard(clock, epoch),
  })

  let retry: ReturnType<typeof setTimeout> | undefined
  const retryLater = () => {
    clearTimeout(retry)
    retry = setTimeout(() => socket.connect(), refusedRetryMs[0] + Math.random() * refusedRetryMs[1])
  }
  socket.on('connect', () => {
    renewed = false
    receiver.connected()
    latency.connected()
    present.connected()
  })
  socket.on('disconnect', (reason) => {
    present.cut()
    // The server hung up: the key, session or pairing may be gone, which the next attempt tells.
    if (reason === 'io server disconnect') retry = setTimeout(() => socket.connect(), Math.random() * 1_000)
  })
  let renewed = false
  socket.on('connect_error', async (error: Error & { data?: { status?: number } }) => {
    const status = error.data?.status
    if (status === 401 && !renewed) {
      renewed = true
      present.cut()
      const page = await renewPass()
      if (page === 'shown') return socket.connect()
      if (page === 'refused') return location.reload()
      renewed = false
      return retryLater()
    }
    // What such a screen kept of the situation is not its own any more.
    if (status === 401) thisScreen.forget()
    present.cut(status)
    if (!socket.active) retryLater()
  })
  socket.on('snapshot', (message) => {
    if (message.fold === __FOLD__) upToDate()
    void receiver.snapshot(message)
  })
  socket.on('events', (message) => {
    latency.received(message, performance.now())
    receiver.events(message)
  })
  socket.on('beat', (message) => {
    receiver.beat(message, performance.now())
    present.differed = receiver.differed
    present.unwritten = message.unwritten
  })

  /** Starts over without waiting for the next attempt. */
  const wake = (event: Event) => {
    if (document.hidden || (event instanceof PageTransitionEvent && !event.persisted)) return
    if (!socket.connected || present.silence() > lostAfterMs) socket.disconnect().connect()
  }
  // A connection that is open and says nothing is none.
  let looked = Date.now()
  const watch = setInterval(() => {
    // The machine slept: what the browser holds for a connection is a leftover.
    const slept = Date.now() - looked > watchEveryMs + sleptAfterMs
    looked = Date.now()
    if (slept) return void socket.disconnect().connect()
    if (socket.connected && present.silence() > lostAfterMs) socket.disconnect().connect()
  }, watchEveryMs)
  window.addEventListener('online', wake)
  window.addEventListener('pageshow', wake)
  document.addEventListener('visibilitychange', wake)
  return () => {
    clearInterval(watch)
    clearTimeout(retry)
    window.removeEventListener('online', wake)
    window.removeEventListener('pageshow', wake)
    document.removeEventListener('visibilitychange', wake)
    socket.disconnect()
  }
}
