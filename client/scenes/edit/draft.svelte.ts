/** So many changes can be taken back. */
const most = 50

/** What is being changed of something that is saved, and how it stood before each change. */
export class Draft<T> {
  /** Undefined: nothing differs from what is saved. */
  value = $state.raw<T | undefined>()
  #before = $state.raw<readonly T[]>([])
  #gesture = ''

  /** Whether there is a change to take back: one that was saved counts as well. */
  get canUndo(): boolean {
    return this.#before.length > 0
  }

  /** `from` becomes `to`. Changes of one gesture (a drag, a word being typed) are taken back together. */
  change(from: T, to: T, gesture = ''): void {
    const same = gesture !== '' && gesture === this.#gesture
    this.#gesture = gesture
    if (!same) this.#before = [...this.#before, from].slice(-most)
    this.value = to
  }

  /** What stood before the last change stands again. */
  undo(): void {
    const last = this.#before.at(-1)
    if (last === undefined) return
    this.#before = this.#before.slice(0, -1)
    this.#gesture = ''
    this.value = last
  }

  /** The draft is what is saved now; how it stood before can still be brought back. */
  saved(): void {
    this.#gesture = ''
    this.value = undefined
  }

  /** Everything as it is saved, for good. */
  clear(): void {
    this.saved()
    this.#before = []
  }
}
