import type { Answer } from '../ask.ts'
import { chosenWorld } from '../appearance.ts'
import { tell } from '../act.ts'

/** A report that was taken and not acknowledged by the server yet; its id stays the same however often it is sent. */
interface Draft {
  event: Record<string, unknown>
  title: string
}

const storageKey = `ruang-pantau.laporan.${chosenWorld ?? ''}`
const retryMs = 3_000
/** The link or the server is at fault, not what was said: it is sent again. */
const passing = (status: number) => status === 0 || status === 408 || status === 429 || status >= 500

/**
 * What the operator sent, kept in this tab (never longer: it holds the caller) until the server has it. In order, one
 * at a time, for ever.
 */
export class Outbox {
  drafts = $state.raw<Draft[]>(stored())
  #sending = false
  #refused: (draft: Draft, answer: Answer) => void
  #sent: (draft: Draft) => void

  constructor(sent: (draft: Draft) => void, refused: (draft: Draft, answer: Answer) => void) {
    this.#sent = sent
    this.#refused = refused
  }

  /** Sends what is waiting, again and again, until the returned function is called. */
  start(): () => void {
    const timer = setInterval(() => void this.send(), retryMs)
    void this.send()
    return () => clearInterval(timer)
  }

  put(draft: Draft): void {
    this.#keep([...this.drafts, draft])
    void this.send()
  }

  async send(): Promise<void> {
    if (this.#sending) return
    this.#sending = true
    try {
      for (let draft = this.drafts[0]; draft; draft = this.drafts[0]) {
        const answer = await tell(draft.event)
        if (passing(answer.status)) return
        this.#keep(this.drafts.filter((one) => one !== draft))
        if (answer.ok) this.#sent(draft)
        else this.#refused(draft, answer)
      }
    } finally {
      this.#sending = false
    }
  }

  #keep(drafts: Draft[]): void {
    this.drafts = drafts
    try {
      sessionStorage.setItem(storageKey, JSON.stringify(drafts))
    } catch {
      // A browser that keeps nothing holds them for the life of the page.
    }
  }
}

function stored(): Draft[] {
  try {
    const read: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? '[]')
    return Array.isArray(read) ? (read as Draft[]) : []
  } catch {
    return []
  }
}
