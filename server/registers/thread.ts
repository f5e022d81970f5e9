import { Worker } from 'node:worker_threads'
import type { Order, Word } from './noting.ts'

/** Who has registers written. */
interface Client {
  said: (word: Word) => void
  /** The thread ended: what was under way is as if it had not been told. */
  lost: (reason: string) => void
}

/** One thread writes the registers of all worlds of this process; it begins when it is first needed, and again when it ended. */
class Thread {
  #worker: Worker | undefined
  #clients = new Map<number, Client>()
  #joined = 0

  join(client: Client): number {
    this.#clients.set(++this.#joined, client)
    // While somebody waits for its answers the process stays.
    this.#worker?.ref()
    return this.#joined
  }

  leave(of: number): void {
    this.#clients.delete(of)
    if (this.#clients.size === 0) this.#worker?.unref()
  }

  tell(order: Order): void {
    this.#worker ??= this.#begin()
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    this.#worker.postMessage(order)
  }

  #begin(): Worker {
    const worker = new Worker(new URL('noting-thread.ts', import.meta.url), {
      name: 'registers',
      execArgv: [],
    })
    let reason = 'the thread of the registers ended'
    worker.on('message', (word: Word) => this.#clients.get(word.of)?.said(word))
    worker.on('error', (error) => (reason = error instanceof Error ? error.message : String(error)))
    worker.on('exit', () => {
      this.#worker = undefined
      for (const client of this.#clients.values()) client.lost(reason)
    })
    return worker
  }
}

export const thread: Pick<Thread, 'join' | 'leave' | 'tell'> = new Thread()
