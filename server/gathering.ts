/** A group of statements may wait so long since the one before, for others to share its commit. */
const gatherMs = 8
/** Where each such wait brings several more, the group waits again, so long in all. */
const crowdedMs = 24
const several = 2
/** Where so many wait, no time is let pass for others. */
const enough = 16
/** But who is at the door already comes in, turn by turn, so long in all: the loop is not idle meanwhile. */
const enteringMs = 8
/** So many fill a group: a larger one saves no more of a commit, and screens and other requests wait behind it. */
export const mostPerGroup = 800
/** Who waits for each answer tells nothing meanwhile: a wait that brought nobody is not tried again for so long. */
const vainMs = 200

/**
 * When a group of statements is closed: a commit costs its fsync however few it carries, so what comes within a few
 * milliseconds shares one. The first after a pause waits for nobody.
 */
export class Gathering {
  #last = -Infinity
  /** Waits in a row that brought nobody; a long one counts twice. */
  #vain = 0
  /** When they were too many, and when a further wait brought nobody. */
  #alone = -Infinity
  #complete = -Infinity

  /** Resolves when the group may go; `waiting` tells how many are in it. */
  async closed(waiting: () => number): Promise<void> {
    // Whoever arrived in this turn of the event loop goes into the same commit.
    await new Promise<void>((resume) => setImmediate(resume))
    const now = performance.now()
    const rest = this.#last + gatherMs - now
    if (rest > 0 && waiting() < enough && now - this.#alone > vainMs) {
      let brought = await this.#wait(rest, waiting)
      this.#vain = brought > 0 ? 0 : this.#vain + (rest > gatherMs / 2 ? 2 : 1)
      if (this.#vain > 1) this.#alone = performance.now()
      while (brought >= several && waiting() < enough && this.#mayWaitOn()) {
        brought = await this.#wait(gatherMs, waiting)
        if (brought === 0) this.#complete = performance.now()
      }
    }
    if (waiting() >= enough) await this.#entering(waiting)
    this.#last = performance.now()
  }

  /** Gives the loop turns as long as each brings more: where hundreds tell at once they share a commit, not a few of them each. */
  async #entering(waiting: () => number): Promise<void> {
    const until = performance.now() + enteringMs
    let before = 0
    while (waiting() > before && waiting() < mostPerGroup && performance.now() < until) {
      before = waiting()
      await new Promise<void>((resume) => setImmediate(resume))
    }
  }

  #mayWaitOn(): boolean {
    const now = performance.now()
    return now - this.#complete > vainMs && now < this.#last + crowdedMs - gatherMs / 2
  }

  /** Waits; answers how many more came meanwhile. */
  async #wait(ms: number, waiting: () => number): Promise<number> {
    const before = waiting()
    await new Promise<void>((resume) => setTimeout(resume, ms))
    return waiting() - before
  }
}
