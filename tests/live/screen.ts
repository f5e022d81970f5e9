import { io, type Socket } from 'socket.io-client'
import { onTestFinished } from 'vitest'
import type {
  BeatMessage,
  EventsMessage,
  Position,
  ServerToClient,
  SnapshotMessage,
} from '../../shared/protocol.ts'
import { digest } from '../../shared/situation/digest.ts'
import { evolve } from '../../shared/situation/evolve.ts'
import { situationFromJson } from '../../shared/situation/json.ts'
import type { Situation, SituationJson } from '../../shared/situation/situation.ts'

/** Any of the three messages of the server, in the order in which they came. */
type Said =
  | { name: 'snapshot'; message: SnapshotMessage }
  | { name: 'events'; message: EventsMessage }
  | { name: 'beat'; message: BeatMessage }

interface ScreenOptions {
  key?: string
  world?: string
  position?: Position
  cookie?: string
  origin?: string
  headers?: Record<string, string>
  /** Whether it connects again by itself, giving its position. */
  returns?: boolean
}

/** A screen as a program: folds what it is told, asks again when it finds a gap, and remembers all. */
export class Screen {
  readonly socket: Socket<ServerToClient, { resume: (position: unknown) => void }>
  readonly said: Said[] = []
  readonly ids: string[] = []
  gaps = 0
  /** Beats whose seq it stood at but whose digest was another. */
  wrongDigests = 0
  rightDigests = 0
  position: Position | undefined
  situation: Situation | undefined
  #address: string
  #options: ScreenOptions
  #waiting: { until: () => boolean; done: () => void }[] = []
  #early: EventsMessage[] = []
  #fetching = false

  constructor(address: string, options: ScreenOptions = {}) {
    this.#address = address
    this.#options = options
    const { key, world, cookie, origin, headers, returns = false } = options
    this.position = options.position
    this.socket = io(address, {
      transports: ['websocket'],
      reconnection: returns,
      reconnectionDelay: 50,
      reconnectionDelayMax: 200,
      forceNew: true,
      auth: (give) => give({ key, world, position: this.position }),
      extraHeaders: { ...headers, ...(cookie && { cookie }), ...(origin && { origin }) },
    })
    this.socket.on('snapshot', (message) => void this.#take({ name: 'snapshot', message }))
    this.socket.on('events', (message) => void this.#take({ name: 'events', message }))
    this.socket.on('beat', (message) => void this.#take({ name: 'beat', message }))
    this.socket.on('connect_error', () => this.#look())
    this.socket.on('disconnect', () => this.#look())
    onTestFinished(() => void this.socket.disconnect())
  }

  async #take(said: Said): Promise<void> {
    this.said.push(said)
    if (said.name === 'snapshot') await this.#start(said.message)
    else if (said.name === 'events') this.#fold(said.message)
    else if (this.situation?.seq === said.message.seq) {
      if (digest(this.situation) === said.message.digest) this.rightDigests++
      else this.wrongDigests++
    }
    this.#look()
  }

  async #start({ position, situation, url }: SnapshotMessage): Promise<void> {
    this.#fetching = true
    const json = situation ?? (await this.#fetch(url ?? ''))
    this.#fetching = false
    if (!json) return this.ask()
    this.situation = situationFromJson(structuredClone(json))
    this.position = position
    for (const message of this.#early.splice(0)) this.#fold(message)
  }

  async #fetch(url: string): Promise<SituationJson | undefined> {
    const { key, cookie } = this.#options
    const headers = { ...(key && { authorization: `Bearer ${key}` }), ...(cookie && { cookie }) }
    const answer = await fetch(this.#address + url, { headers })
    return answer.ok ? ((await answer.json()) as SituationJson) : undefined
  }

  #fold(message: EventsMessage): void {
    if (this.#fetching) return void this.#early.push(message)
    if (!this.position || message.after !== this.position.seq) {
      this.gaps++
      return
    }
    for (const event of message.events) {
      this.ids.push(event.id)
      if (this.situation) evolve(this.situation, event)
    }
    this.position = { ...this.position, seq: message.to }
  }

  /** Asks again with its position, as a screen does that finds a gap. */
  ask(): void {
    this.socket.emit('resume', this.position)
  }

  #look(): void {
    this.#waiting = this.#waiting.filter(({ until, done }) => {
      if (!until()) return true
      done()
      return false
    })
  }

  /** Resolves when `until` holds; looked at whenever something came. */
  async until(until: () => boolean): Promise<this> {
    if (!until()) await new Promise<void>((done) => this.#waiting.push({ until, done }))
    return this
  }

  seq(seq: number): Promise<this> {
    return this.until(() => (this.position?.seq ?? -1) >= seq && !this.#fetching)
  }

  /** The status with which it was refused. */
  async refused(): Promise<number> {
    return new Promise((done, fail) => {
      this.socket.once('connect', () => fail(new Error('it was let in')))
      this.socket.once('connect_error', (error) =>
        done(((error as unknown as { data?: { status?: number } }).data ?? {}).status ?? 0),
      )
    })
  }

  names(): string[] {
    return this.said.map(({ name }) => name)
  }
}
