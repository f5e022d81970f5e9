import { createHash, randomBytes, randomInt } from 'node:crypto'
import { problem, Refusal } from '../../shared/events/problem.ts'
import { network } from './back-off.ts'

/** Twenty consonants: no look-alikes, no words (RFC 8628, section 6.1). */
const letters = 'BCDFGHJKLMNPQRSTVWXZ'
const codeLength = 8
const validMs = 15 * 60_000
const firstInterval = 3
/** So many screens may wait for approval, in all and behind one address. */
const mostPending = 500
const mostFromOne = 40

/** How an operator set up a screen: metres to the farthest viewer, centimetres of picture height. */
export interface ScreenSetup {
  name: string
  place: string
  distance: number
  height: number
  /** The wall's id, and which of its screens it is, from 1 in reading order. */
  wall?: string | undefined
  number?: number | undefined
}

/** An answer to a screen that asks for a code (RFC 8628, section 3.2), without the addresses. */
interface Issued {
  device_code: string
  user_code: string
  expires_in: number
  interval: number
}

/** A screen that waits. */
export interface Pending {
  userCode: string
  address: string
  asked: number
  interval: number
  polled: number
  outcome: 'pending' | 'denied' | { setup: ScreenSetup; by: string }
}

type Polled = 'authorization_pending' | 'slow_down' | 'access_denied' | 'expired_token' | Approved
interface Approved {
  setup: ScreenSetup
  by: string
}

type Soon<T> = T | Promise<T>

/** What is done with codes, on this node or on any. */
export interface PairingDesk {
  ask: (address: string) => Soon<Issued>
  poll: (deviceCode: string) => Soon<Polled>
  look: (userCode: string) => Soon<{ address: string; waitingSeconds: number } | undefined>
  decide: (userCode: string, outcome: 'denied' | Approved) => Soon<boolean>
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/**
 * Device authorization (https://www.rfc-editor.org/rfc/rfc8628): what waits for an operator. In memory: after a restart
 * an unpaired screen asks for a new code by itself.
 */
export class Pairing implements PairingDesk {
  readonly #now: () => number
  readonly #pending: Map<string, Pending>

  constructor(now: () => number = () => performance.now(), pending = new Map<string, Pending>()) {
    this.#now = now
    this.#pending = pending
  }

  /** A fresh pair of codes; 429 when too many screens wait. */
  ask(address: string): Issued {
    this.#forget()
    const near = network(address)
    const mine = [...this.#pending.values()].filter((waiting) => waiting.address === near).length
    if (mine >= mostFromOne || this.#pending.size >= mostPending) {
      const detail = 'too many screens wait for approval: try again in a minute'
      throw new Refusal(problem(429, 'Too many', detail, { retryAfterSeconds: 60 }))
    }
    const deviceCode = randomBytes(32).toString('base64url')
    const userCode = this.#freshCode()
    const now = this.#now()
    this.#pending.set(sha256(deviceCode), {
      userCode,
      address: near,
      asked: now,
      interval: firstInterval,
      polled: now - firstInterval * 1000,
      outcome: 'pending',
    })
    return {
      device_code: deviceCode,
      user_code: `${userCode.slice(0, 4)}-${userCode.slice(4)}`,
      expires_in: validMs / 1000,
      interval: firstInterval,
    }
  }

  /** What became of a code; whoever asks sooner than the interval is told to slow down, 5 s more each time. Approval is given out once. */
  poll(deviceCode: string): Polled {
    const key = sha256(deviceCode)
    const waiting = this.#pending.get(key)
    const now = this.#now()
    if (!waiting || now - waiting.asked >= validMs) return 'expired_token'
    const early = now - waiting.polled < waiting.interval * 1000 - 200
    waiting.polled = now
    if (early) {
      waiting.interval += 5
      return 'slow_down'
    }
    if (waiting.outcome === 'pending') return 'authorization_pending'
    this.#pending.delete(key)
    return waiting.outcome === 'denied' ? 'access_denied' : waiting.outcome
  }

  /** What an operator sees of a code before approving it. */
  look(userCode: string): { address: string; waitingSeconds: number } | undefined {
    const waiting = this.#find(userCode)
    return (
      waiting && {
        address: waiting.address,
        waitingSeconds: Math.round((this.#now() - waiting.asked) / 1000),
      }
    )
  }

  /** Answers whether there was such a code to decide on. */
  decide(userCode: string, outcome: 'denied' | Approved): boolean {
    const waiting = this.#find(userCode)
    if (waiting) waiting.outcome = outcome
    return waiting !== undefined
  }

  #find(userCode: string): Pending | undefined {
    this.#forget()
    const plain = userCode.toUpperCase().replace(/[^A-Z]/g, '')
    return [...this.#pending.values()].find(
      ({ userCode: code, outcome }) => code === plain && outcome === 'pending',
    )
  }

  #forget(): void {
    const now = this.#now()
    for (const [key, { asked }] of this.#pending) if (now - asked >= validMs) this.#pending.delete(key)
  }

  #freshCode(): string {
    for (;;) {
      const code = Array.from({ length: codeLength }, () => letters[randomInt(letters.length)]).join('')
      if (![...this.#pending.values()].some(({ userCode }) => userCode === code)) return code
    }
  }
}
