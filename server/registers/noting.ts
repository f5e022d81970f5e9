import type { DatabaseSync } from 'node:sqlite'
import type { RecordedEvent } from '../../shared/events/types.ts'
import { registerKinds } from './index.ts'
import { openRegisterFile, RegisterWriter } from './register.ts'

/** What whoever writes registers is told to do; `of` is a number for each file. */
export type Order =
  | { does: 'open'; of: number; file: string; first: Record<string, unknown> }
  /** `text`: events in order, as JSON. */
  | { does: 'note'; of: number; names: string[]; text: string }
  | { does: 'close'; of: number }

/** Where a register stands after an order; `reason`: why it went no further. */
interface Stand {
  name: string
  seq: number
  reason?: string
}

/** The answer to each `note` and `close`. */
export type Word = { of: number; stands: Stand[] } | { of: number; closed: true }

interface Opened {
  file: string
  first: Record<string, unknown>
  db?: DatabaseSync
  writers: Map<string, RegisterWriter>
}

/** Obeys orders one after another and answers them: in a thread of its own, or in line. */
export function noting(answer: (word: Word) => void): (order: Order) => void {
  const all = new Map<number, Opened>()

  /** Opened when it is needed: what cannot be opened now is tried again with the next order. */
  function writerOf(opened: Opened, name: string): RegisterWriter {
    const before = opened.writers.get(name)
    if (before) return before
    const kind = registerKinds.find((one) => one.name === name)
    if (!kind) throw new Error(`there is no register ${name}`)
    opened.db ??= openRegisterFile(opened.file)
    const writer = new RegisterWriter(opened.db, kind, opened.first)
    opened.writers.set(name, writer)
    return writer
  }

  function note(opened: Opened, name: string, events: readonly RecordedEvent[]): Stand {
    try {
      const writer = writerOf(opened, name)
      writer.write(events)
      return { name, seq: writer.seq }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      return { name, seq: opened.writers.get(name)?.seq ?? 0, reason }
    }
  }

  function close({ db, writers }: Opened): void {
    try {
      for (const writer of writers.values()) writer.close()
      db?.close()
    } catch {
      // It goes on from an earlier cursor then.
    }
  }

  return (order) => {
    const { of } = order
    if (order.does === 'open') {
      all.set(of, { file: order.file, first: order.first, writers: new Map() })
      return
    }
    const opened = all.get(of)
    if (order.does === 'note') {
      const events = JSON.parse(order.text) as RecordedEvent[]
      return answer({ of, stands: opened ? order.names.map((name) => note(opened, name, events)) : [] })
    }
    if (opened) close(opened)
    all.delete(of)
    answer({ of, closed: true })
  }
}
