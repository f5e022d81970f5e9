import type { Problem } from '../shared/events/problem.ts'
import type { Understood } from '../shared/events/read.ts'
import type { Plain } from '../shared/events/take-out.ts'
import type { NewEvent } from '../shared/events/types.ts'
import { isPerson, type Caller } from './access/caller.ts'
import { bringsBack } from './card.ts'
import type { Clock } from './clock.ts'
import { complete, type Completing } from './complete.ts'
import { Gathering, mostPerGroup } from './gathering.ts'
import { LogUnavailable, type Appending } from './log/log.ts'
import { namesOf } from './names.ts'
import { forbid } from './permission.ts'

/** What became of one statement. */
export type Outcome = { recorded: number } | { known: number } | { refused: Problem }

/** What the hub needs around its log. */
interface HubParts extends Completing {
  clock: Clock
  /** Where personal data goes, durably, before the event that refers to it. */
  keep: (records: { reference: string; fields: Plain }[]) => void | Promise<void>
  /** Told how long a commit took, ms, and how many events it carried. */
  committed?: (ms: number, events: number) => void
  /** Told why a group could not be written down. */
  failed?: (reason: string) => void
}

interface Waiting {
  event: NewEvent
  personal: Plain | undefined
  caller: Caller
  request: Request
  /** Its place among the request's. */
  place: number
}

/** What one request told, and who waits for what becomes of it. */
class Request {
  readonly #outcomes: Outcome[] = []
  #open: number
  readonly #done: (outcomes: Outcome[]) => void
  readonly fail: (error: unknown) => void

  constructor(told: number, done: (outcomes: Outcome[]) => void, fail: (error: unknown) => void) {
    this.#open = told
    this.#done = done
    this.fail = fail
  }

  settle(place: number, outcome: Outcome): void {
    this.#outcomes[place] = outcome
    if (--this.#open === 0) this.#done(this.#outcomes)
  }
}

const mostWaiting = 50_000

/** The one door into a log: decide → record → evolve → tell. Requests that wait together share one commit. */
export class Hub {
  readonly #parts: HubParts
  #queue: Waiting[] = []
  readonly #gathering = new Gathering()
  #pumping: Promise<void> | undefined

  constructor(parts: HubParts) {
    this.#parts = parts
  }

  /** Records one understood event; resolves once it is durable and folded in. Rejects with LogUnavailable. */
  async record(event: NewEvent, personal: Plain | undefined, caller: Caller): Promise<Outcome> {
    const [outcome] = await this.recordAll([{ event, ...(personal && { personal }) }], caller)
    return outcome!
  }

  /** The same for several; answers in their order, once all are durable. */
  recordAll(told: readonly Understood[], caller: Caller): Promise<Outcome[]> {
    if (this.#queue.length >= mostWaiting)
      return Promise.reject(new LogUnavailable('too many statements are waiting'))
    if (told.length === 0) return Promise.resolve([])
    return new Promise((done, fail) => {
      const request = new Request(told.length, done, fail)
      for (const [place, { event, personal }] of told.entries())
        this.#queue.push({ event, personal, caller, request, place })
      this.#pumping ??= this.#pump()
    })
  }

  /** How many statements wait to be recorded. */
  get waiting(): number {
    return this.#queue.length
  }

  /** Resolves when all that was taken in is recorded. */
  async idle(): Promise<void> {
    while (this.#pumping) await this.#pumping
  }

  async #pump(): Promise<void> {
    while (this.#queue.length > 0) {
      await this.#gathering.closed(() => this.#queue.length)
      const group = this.#queue.splice(0, mostPerGroup)
      const taken: Taken[] = []
      try {
        const now = new Date(this.#parts.clock.now()).toISOString()
        const begun = performance.now()
        const written = await this.#parts.log.append(now, (appending) =>
          this.#prepare(appending, group, taken),
        )
        this.#parts.committed?.(performance.now() - begun, written.length)
        taken.forEach(({ waiting, at, again }) => {
          const seq = written[at]?.seq ?? 0
          settle(waiting, again ? { known: seq } : { recorded: seq })
        })
      } catch (error) {
        if (error instanceof LogUnavailable) this.#parts.failed?.(error.message)
        for (const { waiting } of taken) waiting.request.fail(error)
        for (const waiting of group) waiting.request.fail(error)
      }
    }
    // At once: who comes between the last look at the queue and here would wait for nobody.
    this.#pumping = undefined
  }

  /** Takes from the group what can be decided at this head; what depends on its own group's events goes back to the queue. */
  async #prepare(appending: Appending, group: Waiting[], taken: Taken[]): Promise<NewEvent[]> {
    const known = await appending.known(group.map(({ event }) => event))
    const events: NewEvent[] = []
    const kept: { reference: string; fields: Plain }[] = []
    const places = new Map<string, number>()
    const touched = new Set<string>()
    const anyWaits = group.some(restsOnOthers)
    for (let at = 0; at < group.length; at++) {
      const waiting = group[at]!
      const statement = `${waiting.event.source}\n${waiting.event.id}`
      const twin = places.get(statement)
      if (restsOnOthers(waiting) && namesOf(waiting.event).some((id) => touched.has(id))) {
        this.#queue.unshift(...group.splice(at))
        break
      }
      const refused = forbid(this.#parts.present.situations.staff, waiting.event, waiting.caller)
      const seq = known[at]
      // A person's act told again is known, even where it could not be done a second time.
      const toldAgain = seq !== undefined && isPerson(waiting.caller)
      if (refused && !toldAgain) settle(waiting, { refused })
      else if (seq !== undefined) settle(waiting, { known: seq })
      else if (twin !== undefined) taken.push({ waiting, at: twin, again: true })
      else {
        const decided = complete(this.#parts, waiting.event, waiting.caller)
        const event = decided instanceof Promise ? await decided : decided
        if ('refused' in event) settle(waiting, event)
        else {
          places.set(statement, events.length)
          taken.push({ waiting, at: events.length, again: false })
          if (anyWaits) for (const id of namesOf(event)) touched.add(id)
          if (event.vault && waiting.personal) kept.push({ reference: event.vault, fields: waiting.personal })
          events.push(event)
        }
      }
    }
    group.length = 0
    if (kept.length > 0) await this.#keep(kept)
    return events
  }

  async #keep(records: { reference: string; fields: Plain }[]): Promise<void> {
    try {
      await this.#parts.keep(records)
    } catch (error) {
      throw new LogUnavailable(
        `the vault cannot be written: ${error instanceof Error ? error.message : error}`,
      )
    }
  }
}

const settle = ({ request, place }: Waiting, outcome: Outcome): void => request.settle(place, outcome)

/** An act, or a statement that needs the item's card, is decided after the events of its own group that it rests on. */
const restsOnOthers = ({ event, caller }: Waiting): boolean => isPerson(caller) || bringsBack(event)

interface Taken {
  waiting: Waiting
  /** Its place among the written events. */
  at: number
  /** The same statement stood earlier in the group. */
  again: boolean
}
