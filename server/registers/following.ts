import type { Log } from '../log/log.ts'
import { Gathered } from './gathered.ts'
import type { Line } from './line.ts'
import type { Word } from './noting.ts'
import { standingOf, type Standing } from './standing.ts'
import { thread } from './thread.ts'

/** So many characters may be on their way to the thread; beyond, it is brought along from the log when it has done those. */
const mostUnderWay = 8_000_000
const pageRows = 1_000
const watchMs = 1_000

/** What is followed, and who hears when a register begins or ends to fail or to lag for long. */
export interface Followed {
  log: Pick<Log, 'read'>
  /** The newest seq of the log. */
  head: number
  /** Calls back with what comes after the head: the newest seq, and each event as a JSON text; answers how to stop. */
  follow: (onEvents: (seq: number, texts: readonly string[]) => void) => () => void
  file: string
  first: Record<string, unknown>
  said: (standing: Standing) => void
}

/**
 * Hands a world's events to the thread that writes its registers, and knows how far each has come. What is handed over
 * and not answered is bounded; who falls behind is brought along from the log, and who fails is tried again each second.
 */
export class Following {
  readonly #followed: Followed
  readonly #lines: readonly Line[]
  readonly #of: number
  readonly #stop: () => void
  readonly #watch: NodeJS.Timeout
  readonly #gathered = new Gathered(() => this.#handGathered())
  #newest: number
  /** The lengths of the texts under way. */
  #underWay: number[] = []
  #opened = false
  #reading = false
  #closed: (() => void) | undefined
  #closing: Promise<void> | undefined

  constructor(lines: readonly Line[], followed: Followed) {
    this.#lines = lines
    this.#followed = followed
    this.#newest = followed.head
    this.#of = thread.join({
      said: (word) => this.#hear(word),
      lost: (reason) => this.#lost(reason),
    })
    this.#watch = setInterval(() => this.#look(), watchMs).unref()
    this.#stop = followed.follow((seq, texts) => this.#take(seq, texts))
    this.#bringAlong()
  }

  /** Resolves when the register has all that the log had at the question; rejects (503) where it fails or takes too long. */
  reached(name: string): Promise<void> {
    this.#handGathered()
    return this.#lines.find((line) => line.name === name)?.reached(this.#newest) ?? Promise.resolve()
  }

  standings(): Standing[] {
    return this.#lines.map((line) => this.#standing(line))
  }

  #standing(line: Line): Standing {
    return standingOf(line, this.#newest)
  }

  #take(last: number, texts: readonly string[]): void {
    const first = last - texts.length + 1
    this.#newest = Math.max(this.#newest, last)
    let inStep = this.#gathered.before(first)
    if (!inStep) {
      this.#handGathered()
      const isRoom = this.#underWay.reduce((sum, length) => sum + length, 0) < mostUnderWay
      inStep = this.#lines.filter((line) => isRoom && !line.failing && line.sent + 1 === first)
    }
    if (inStep.length > 0) this.#gathered.add(inStep, last, texts)
    if (inStep.length < this.#lines.length) this.#bringAlong()
  }

  #handGathered(): void {
    const piece = this.#gathered.take()
    if (!piece) return
    // Who has failed meanwhile is brought along from the log.
    const lines = piece.lines.filter((line) => !line.failing && line.sent + 1 === piece.first)
    if (lines.length > 0) this.#hand(lines, piece.last, `[${piece.texts.join(',')}]`)
    if (lines.length < piece.lines.length) this.#bringAlong()
  }

  #hand(lines: readonly Line[], last: number, text: string): void {
    const of = this.#of
    if (!this.#opened)
      thread.tell({ does: 'open', of, file: this.#followed.file, first: this.#followed.first })
    this.#opened = true
    this.#underWay.push(text.length)
    for (const line of lines) {
      line.sent = last
      line.underWay++
    }
    thread.tell({ does: 'note', of, names: lines.map(({ name }) => name), text })
  }

  /** How far a line could be by what it can be handed from the log: the rest waits for it already. */
  #wanted(line: Line): number {
    const waiting = line.failing ? undefined : this.#gathered.from(line)
    return waiting === undefined ? this.#newest : waiting - 1
  }

  /** Hands those that lag and wait for nothing the next page of the log, together where they stand together. */
  #bringAlong(again = false): void {
    if (this.#reading || this.#closed) return
    const lagging = this.#lines.filter(
      (line) => line.isIdle && line.seq < this.#wanted(line) && (again || !line.failing),
    )
    const least = Math.min(...lagging.map(({ seq }) => seq))
    const together = lagging.filter(({ seq }) => seq === least)
    if (together.length === 0) return
    this.#reading = true
    this.#followed.log
      .read(least, pageRows)
      .then(
        (events) => {
          const last = events.at(-1)?.seq
          if (last !== undefined && !this.#closed) this.#hand(together, last, JSON.stringify(events))
        },
        (error: unknown) => together.forEach((line) => this.#stands(line, line.seq, inWords(error))),
      )
      .finally(() => (this.#reading = false))
  }

  #hear(word: Word): void {
    if ('closed' in word) return this.#closed?.()
    this.#underWay.shift()
    for (const { name, seq, reason } of word.stands) {
      const line = this.#lines.find((one) => one.name === name)
      if (!line) continue
      line.underWay--
      // What was under way behind a fault is passed over without a word: who has come no further has not gone on.
      this.#stands(line, seq, reason ?? (seq > line.seq ? undefined : line.failing?.reason))
      // What was handed over behind a fault or a gap was not taken.
      if (line.isIdle) line.sent = line.seq
    }
    this.#bringAlong()
  }

  #stands(line: Line, seq: number, reason: string | undefined): void {
    const before = line.failing
    const failing = reason === undefined ? undefined : { since: before?.since ?? Date.now(), reason }
    line.stands(seq, failing)
    if (seq >= line.due) line.behindSince = undefined
    if ((before === undefined) !== (failing === undefined)) this.#followed.said(this.#standing(line))
  }

  #lost(reason: string): void {
    this.#opened = false
    this.#underWay = []
    for (const line of this.#lines) {
      if (!line.isIdle) this.#stands(line, line.seq, reason)
      line.underWay = 0
      line.sent = line.seq
    }
    this.#closed?.()
  }

  /** Tries again who failed, and tells of who lags for long. */
  #look(): void {
    for (const line of this.#lines) {
      const before = this.#standing(line).behindSince
      // Beside a log that grows without rest it may well be behind, as long as it comes to where that was a moment ago.
      line.behindSince = line.seq < line.due ? (line.behindSince ?? Date.now()) : undefined
      line.due = this.#newest
      if (before === undefined && this.#standing(line).behindSince !== undefined)
        this.#followed.said(this.#standing(line))
    }
    this.#bringAlong(true)
  }

  /** Lets what is under way be written, and ends. */
  close(): Promise<void> {
    return (this.#closing ??= this.#close())
  }

  async #close(): Promise<void> {
    this.#stop()
    this.#handGathered()
    clearInterval(this.#watch)
    for (const line of this.#lines) line.end()
    await new Promise<void>((done) => {
      this.#closed = done
      if (this.#opened) thread.tell({ does: 'close', of: this.#of })
      else done()
    })
    thread.leave(this.#of)
  }
}

const inWords = (error: unknown): string => (error instanceof Error ? error.message : String(error))
