import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Audience } from '../shared/audience.ts'
import { fromColumns, toColumns, type SituationColumns } from '../shared/situation/columns.ts'
import { situationToJson } from '../shared/situation/json.ts'
import type { Situation, SituationJson } from '../shared/situation/situation.ts'
import { situationUpTo } from './restore.ts'
import { weigh } from './weigh.ts'
import type { World } from './worlds.ts'

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** Beyond this many characters a snapshot is fetched by HTTP, compressed. */
const inlineLimit = 60_000
/** A snapshot serves all who come within this many milliseconds; what they miss of them follows as events. */
const keptMs = 2_000
/** What follows as events is no more than this, in characters. */
const mostAfter = 500_000
/** Older encodings still in reach of those who were just given their address. */
const most = 4

type Encoding = 'br' | 'gzip' | 'identity'
/** As our pages read it, or as plain JSON for everybody else. */
type Form = 'columns' | 'json'

interface Snapshot {
  seq: number
  made: number
  /** Its columns as text. */
  columns: string
  content: { situation: SituationJson } | { url: string }
  bodies: Map<`${Form} ${Encoding}`, Promise<Uint8Array>>
}

/** Snapshots of one world for one audience: encoded and compressed once per seq, shared by all who need one. */
export class Snapshots {
  readonly #world: World
  readonly #audience: Audience
  #kept: Snapshot[] = []
  /** Those whose address another node gave out. */
  #others: Snapshot[] = []
  #bringing: Promise<void> = Promise.resolve()
  #encodings = 0

  constructor(world: World, audience: Audience) {
    this.#world = world
    this.#audience = audience
  }

  /** A snapshot at most 2 s old whose further events are in the tail; `told` is the seq that the room stands at. */
  current(told: number): Pick<Snapshot, 'seq' | 'content'> {
    const now = Date.now()
    const last = this.#kept.at(-1)
    const { present } = this.#world
    if (last && (last.seq === told || now - last.made < keptMs) && last.seq <= told) {
      const after = present.tails[this.#audience].weight(last.seq, told)
      if (after !== undefined && after <= mostAfter) return last
    }
    const made = this.#make(present.situations[this.#audience], now)
    this.#kept = [...this.#kept.slice(1 - most), made]
    return made
  }

  #make(situation: Situation, now: number): Snapshot {
    const { info, log } = this.#world
    const json = situationToJson(situation)
    const columns = JSON.stringify(toColumns(json))
    this.#encodings++
    const query = new URLSearchParams({
      world: info.name,
      epoch: log.epoch,
      seq: String(json.seq),
      audience: this.#audience,
    })
    const content =
      weigh(json) <= inlineLimit ? { situation: plain(columns) } : { url: `/api/snapshot?${query}` }
    return { seq: json.seq, made: now, columns, content, bodies: new Map() }
  }

  /** Folds a snapshot of a seq anew from the log, where another node gave out its address: behind a proxy nothing sticks. */
  bring(seq: number): Promise<void> {
    const turn = this.#bringing.then(async () => {
      if (this.#find(seq)) return
      const { log, first } = this.#world
      const situation = await situationUpTo(log, first, seq, this.#audience)
      if (situation) this.#others = [...this.#others.slice(1 - most), this.#make(situation, Date.now())]
    })
    this.#bringing = turn.catch(() => undefined)
    return turn
  }

  #find(seq: number): Snapshot | undefined {
    return [...this.#kept, ...this.#others].find((kept) => kept.seq === seq)
  }

  /** How many times a situation was encoded or compressed. */
  get encodings(): number {
    return this.#encodings
  }

  /** The encoded snapshot of a seq; undefined when it is no longer kept: the screen asks again. */
  body(seq: number, encoding: Encoding, form: Form): Promise<Uint8Array> | undefined {
    const snapshot = this.#find(seq)
    if (!snapshot) return undefined
    const { bodies, columns } = snapshot
    let body = bodies.get(`${form} ${encoding}`)
    if (body) return body
    this.#encodings++
    body = encode(form === 'columns' ? columns : JSON.stringify(plain(columns)), encoding)
    bodies.set(`${form} ${encoding}`, body)
    return body
  }
}

const plain = (columns: string): SituationJson => fromColumns(JSON.parse(columns) as SituationColumns)

async function encode(text: string, encoding: Encoding): Promise<Uint8Array> {
  if (encoding === 'identity') return Buffer.from(text)
  if (encoding === 'gzip') return zip(text)
  return brotli(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })
}
