/** A group of statements may wait so long since the one before, for others to share its commit. */
const gatherMs = 8
/** Where so many wait, nobody else is waited for. */
const enough = 16
/** Who tells one thing after another waits for each answer: a wait that brought nobody is not tried again for so long. */
const aloneMs = 200

/**
 * When a group of statements is closed: a commit costs its fsync however few it carries, so what comes within a few
 * milliseconds shares one. The first after a pause waits for nobody.
 */
export class Gathering {
  #last = -Infinity
  #alone = -Infinity

  /** Resolves when the group may go; `waiting` tells how many are in it. */
  async closed(waiting: () => number): Promise<void> {
    // Whoever arrived in this turn of the event loop goes into the same commit.
    await new Promise<void>((resume) => setImmediate(resume))
    const rest = this.#last + gatherMs - performance.now()
    const before = waiting()
    if (rest > 0 && before < enough && performance.now() - this.#alone > aloneMs) {
      await new Promise<void>((resume) => setTimeout(resume, rest))
      if (waiting() === before) this.#alone = performance.now()
    }
    this.#last = performance.now()
  }
}
