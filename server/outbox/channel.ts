import type { Delivery, Target } from '../registers/outbox-store.ts'

/** One way out of the room. `send` resolves once the other side has it; throws Undelivered otherwise. */
export interface Channel {
  send: (target: Target, delivery: Delivery) => Promise<void>
}

/** It did not arrive: whether trying again may help, and whether nobody is there any more. */
export class Undelivered extends Error {
  override name = 'Undelivered'
  readonly forGood: boolean
  readonly gone: boolean
  constructor(reason: string, { forGood = false, gone = false } = {}) {
    super(reason)
    this.forGood = forGood
    this.gone = gone
  }
}
