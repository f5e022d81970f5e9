import type { DatabaseSync } from 'node:sqlite'
import { Worker } from 'node:worker_threads'

/** How a log stands with the thread: the one number that both look at. */
export const [idle, asked, done, failed] = [0, 1, 2, 3] as const

export interface Order {
  file: string
  standing: Int32Array
}

/** Of the 4 MB of the write-ahead file so much is full before it is asked for: what comes meanwhile fits, too. */
const dueBytes = 2_900_000
/** What a commit writes beside its texts and hashes: pages of names, of the head, and one that is not full. */
const commitBytes = 4 * 4096
const hashBytes = 32
/** A disk that takes longer holds up whoever waits for it anyway. */
const mostWaiting = 10_000

/** One thread for all logs of this process; it begins when it is first needed, and holds no process that would end. */
let thread: Worker | undefined
const waiting = new Set<Int32Array>()

function tell(order: Order): void {
  thread ??= begin()
  waiting.add(order.standing)
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  thread.postMessage(order)
}

function begin(): Worker {
  const worker = new Worker(new URL('write-back-thread.ts', import.meta.url), {
    name: 'write-back',
    execArgv: [],
  })
  worker.unref()
  // Who writes the log does it then, as SQLite does without a thread; the next one that is due begins another.
  worker.on('error', () => undefined)
  worker.on('exit', () => {
    thread = undefined
    for (const standing of waiting) Atomics.store(standing, 0, failed)
    waiting.clear()
  })
  return worker
}

/**
 * Has what a log's write-ahead file holds written back to the log's file by a thread, beside the appends, which would
 * otherwise stand still for it at every thousandth page. Nothing rests on it: a page leaves the write-ahead file only
 * when it is durable in its place, and what the thread cannot do SQLite does at a later commit.
 */
export class WriteBack {
  readonly #standing = new Int32Array(new SharedArrayBuffer(4))
  #bytes = 0

  /** Rows whose texts have so many characters were committed: asks for what is due, ends what the thread has done. */
  committed(db: DatabaseSync, rows: number, characters: number): void {
    this.#bytes += characters + rows * hashBytes + commitBytes
    const standing = Atomics.load(this.#standing, 0)
    if (standing === done || standing === failed) this.#end(db, standing)
    if (standing !== idle || this.#bytes < dueBytes) return
    const file = db.location()
    if (file === null) return
    Atomics.store(this.#standing, 0, asked)
    try {
      tell({ file, standing: this.#standing })
    } catch {
      // The system gives no further thread; what was committed stays so.
      Atomics.store(this.#standing, 0, failed)
    }
  }

  /** The few pages that came meanwhile: with all of them written back the next commit begins the write-ahead file anew. */
  #end(db: DatabaseSync, standing: number): void {
    waiting.delete(this.#standing)
    Atomics.store(this.#standing, 0, idle)
    this.#bytes = 0
    if (standing === failed) return
    try {
      db.exec('PRAGMA wal_checkpoint(PASSIVE)')
    } catch {} // Nothing is lost by it: the pages are where they were.
  }

  /** Returns when the thread does not have the log open. */
  settled(): void {
    Atomics.wait(this.#standing, 0, asked, mostWaiting)
    waiting.delete(this.#standing)
  }
}
