import { deadAfterSeconds, type LifeReport, type LifeState } from '../../shared/life.ts'
import { Attendance, type DeskWord } from './attendance.ts'

/** A restart must not call screens dead that are only on their way back. */
const graceMs = 45_000
/** Pictures are looked at, not kept. */
const pictureForMs = 10 * 60_000
const most = 1_000

interface Picture {
  at: number
  type: string
  bytes: Uint8Array<ArrayBuffer>
}

interface Sign {
  at: number
  report: LifeReport
  /** The newest seq of its world when it last spoke: by the next word it should have painted that. */
  head: number
  behind: boolean
}

/** A word that every node must know: what a screen said of itself, that somebody wants its picture, or that a desk is open. */
export type Word =
  { screen: string; wanted: true } | { screen: string; report: LifeReport; head?: number } | DeskWord

/** What each screen last said of itself. In memory: after a restart they all speak again within seconds. */
export class Life {
  readonly #now: () => number
  readonly #since: number
  readonly #tell: (word: Word) => void
  /** Who sits at a desk. */
  readonly desks: Attendance
  #signs = new Map<string, Sign>()
  #wanted = new Set<string>()
  #pictures = new Map<string, Picture>()

  /** `now`: ms of a clock that does not jump; `tell` carries a word to the other nodes. */
  constructor(tell: (word: Word) => void = () => undefined, now: () => number = () => performance.now()) {
    this.#tell = tell
    this.#now = now
    this.#since = now()
    this.desks = new Attendance(tell, now)
  }

  /** Takes a report in; `head` is the newest seq of the log it names, undefined where there is no such log. Answers whether a picture is wanted. */
  heard(screen: string, report: LifeReport, head: number | undefined): boolean {
    this.#tell({ screen, report, ...(head !== undefined && { head }) })
    this.#note(screen, report, head)
    return this.#wanted.has(screen)
  }

  /** Takes in what another node heard. */
  take(word: Word): void {
    if ('operator' in word) this.desks.take(word)
    else if ('wanted' in word) this.#wanted.add(word.screen)
    else this.#note(word.screen, word.report, word.head)
  }

  #note(screen: string, report: LifeReport, head: number | undefined): void {
    const before = this.#signs.get(screen)
    const same = before?.report.epoch === report.epoch
    const behind =
      head === undefined || report.link !== 'live' || report.hidden || (same && report.seq < before.head)
    this.#signs.delete(screen)
    this.#signs.set(screen, { at: this.#now(), report, head: head ?? 0, behind })
    const [oldest] = this.#signs.keys()
    if (this.#signs.size > most && oldest !== undefined) this.forget(oldest)
  }

  /** undefined: nothing heard of it yet, and the server has only just started. */
  state(screen: string): LifeState | undefined {
    const sign = this.#signs.get(screen)
    if (!sign) return this.#now() - this.#since > graceMs ? 'dead' : undefined
    if (this.#now() - sign.at > deadAfterSeconds * 1000) return 'dead'
    return sign.behind ? 'behind' : 'alive'
  }

  /** Its last report and how many ms ago that was. */
  last(screen: string): { report: LifeReport; ago: number } | undefined {
    const sign = this.#signs.get(screen)
    return sign && { report: sign.report, ago: this.#now() - sign.at }
  }

  /** Asks the screen for a picture; it comes with its next report. */
  want(screen: string): void {
    this.#tell({ screen, wanted: true })
    this.#wanted.add(screen)
  }

  pictured(screen: string, type: string, bytes: Uint8Array<ArrayBuffer>): void {
    this.#wanted.delete(screen)
    this.#pictures.set(screen, { at: this.#now(), type, bytes })
  }

  /** The last picture and how many ms old it is. */
  picture(screen: string): (Picture & { ago: number }) | undefined {
    const picture = this.#pictures.get(screen)
    if (!picture) return undefined
    const ago = this.#now() - picture.at
    if (ago < pictureForMs) return { ...picture, ago }
    this.#pictures.delete(screen)
    return undefined
  }

  forget(screen: string): void {
    this.#signs.delete(screen)
    this.#wanted.delete(screen)
    this.#pictures.delete(screen)
  }
}
