import type { Condition } from './conditions.ts'

/** A jump of the machine's clock beyond this between two looks is told. */
const mostJumpMs = 2_000
/** How long a jump is shown: whoever acts on times must know. */
const shownForMs = 15 * 60_000
/** Publishers' clocks say seconds; this much apart, and ours is wrong. */
const mostApartMs = 30_000
/** So many publishers, heard in this time, must agree: one of them may be wrong itself. */
const leastWitnesses = 2
const witnessForMs = 60 * 60_000

/** After jumps that add up to more, nothing is done that cannot be undone, until others say that the clock is right. */
const mostDoubtMs = 60 * 60_000

interface Witness {
  apartMs: number
  at: number
}

/**
 * Watches the server's own clock, on which all honesty rests: against the monotonic clock for jumps, and against the
 * Date of publishers' answers (RFC 9110, 6.6.1) for being wrong from the start. `steady`: ms that never jump.
 */
export class ClockWatch {
  readonly #now: () => number
  readonly #steady: () => number
  #last: { now: number; steady: number }
  #jump: { ms: number; at: number } | undefined
  /** How far all jumps together moved it. */
  #moved = 0
  #witnesses = new Map<string, Witness>()

  constructor(now: () => number = Date.now, steady: () => number = () => performance.now()) {
    this.#now = now
    this.#steady = steady
    this.#last = { now: now(), steady: steady() }
  }

  /** A publisher's answer came just now and says what time it is there. */
  heard(host: string, date: string | null): void {
    const theirs = Date.parse(date ?? '')
    if (Number.isNaN(theirs)) return
    // Their second is as good as its middle.
    this.#witnesses.set(host, { apartMs: this.#now() - (theirs + 500), at: this.#steady() })
  }

  /** How far ours is from what most publishers say, ms (ahead is positive); undefined without enough of them. */
  get apartMs(): number | undefined {
    const recent = [...this.#witnesses.values()].filter(({ at }) => this.#steady() - at < witnessForMs)
    if (recent.length < leastWitnesses) return undefined
    return recent.map(({ apartMs }) => apartMs).toSorted((a, b) => a - b)[Math.floor(recent.length / 2)]
  }

  /** Whether what can never be undone, such as erasing what is old, should wait: nobody knows what day it is. */
  get doubtful(): boolean {
    const apart = this.apartMs
    return apart === undefined ? Math.abs(this.#moved) > mostDoubtMs : Math.abs(apart) > mostDoubtMs
  }

  /** What a person must know; `recorded`: when the newest event was recorded, RFC 3339. */
  look(recorded = ''): Condition[] {
    const [now, steady] = [this.#now(), this.#steady()]
    const jumped = now - this.#last.now - (steady - this.#last.steady)
    this.#last = { now, steady }
    if (Math.abs(jumped) > mostJumpMs) {
      this.#jump = { ms: jumped, at: steady }
      this.#moved += jumped
      this.#witnesses.clear()
    }
    if (this.#jump && steady - this.#jump.at > shownForMs) this.#jump = undefined
    const base = { rule: 'jam-server', level: 2 } as const
    const apart = this.apartMs
    const wrong: Condition[] = []
    if (apart !== undefined && Math.abs(apart) > mostApartMs)
      wrong.push({
        ...{ ...base, about: 'server' },
        message: `Jam server ${inWords(apart)} dari jam para penerbit data`,
      })
    else if (this.#jump) {
      const { ms } = this.#jump
      wrong.push({
        ...{ ...base, about: ms > 0 ? 'meloncat-maju' : 'meloncat-mundur' },
        message: `Jam server meloncat ${inWords(ms)}`,
      })
    }
    // Recorded times never go back: until the clock has caught up, all that is recorded says that one moment.
    const behind = Date.parse(recorded) - now
    if (behind > mostJumpMs)
      wrong.push({
        ...{ ...base, about: 'catatan' },
        message: `Jam server di belakang catatan terakhir (${inWords(-behind)}): periksa jam dan NTP`,
      })
    return wrong
  }
}

function inWords(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1_000)
  const length = seconds < 120 ? `${seconds} detik` : `${Math.round(seconds / 60)} menit`
  return `${length} ${ms > 0 ? 'maju' : 'mundur'}`
}
