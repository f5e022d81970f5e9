import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto'
import { promisify } from 'node:util'
import { problem, Refusal } from '../../shared/events/problem.ts'

const derive = promisify<'argon2id', Argon2Parameters, Buffer>(argon2)

/** What it costs to work out a password: memory in KiB, and how often that is gone through. */
export interface Cost {
  memory: number
  passes: number
}

/** RFC 9106, section 4, second choice, in one lane: 64 MiB, three passes. */
const earnest: Cost = { memory: 65_536, passes: 3 }
const parallelism = 1
const tagLength = 32

/** So many are worked out at a time, and so many may wait: guessing never takes the machine's threads or memory. */
const mostAtOnce = 2
const mostWaiting = 16

let working = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (waiting.length >= mostWaiting) {
    const detail = 'too many sign in at this moment: try again in 2 s'
    throw new Refusal(problem(429, 'Too many', detail, { retryAfterSeconds: 2 }))
  }
  if (working >= mostAtOnce) await new Promise<void>((next) => waiting.push(next))
  else working++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else working--
  }
}

/** The password as `$argon2id$v=19$m=…,t=…,p=…$salt$tag` (PHC string format), with a salt of its own. */
export async function hashPassword(password: string, { memory, passes } = earnest): Promise<string> {
  const nonce = randomBytes(16)
  const message = Buffer.from(password.normalize('NFKC'))
  const tag = await inTurn(() =>
    derive('argon2id', { message, nonce, memory, passes, parallelism, tagLength }),
  )
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${bare(nonce)}$${bare(tag)}`
}

/** Whether the password is the one that was hashed; compared in constant time. */
export async function verifyPassword(hash: string, password: string): Promise<boolean> {
  const [, m, t, p, salt, tag] =
    /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(hash) ?? []
  if (!salt || !tag) return false
  const wanted = Buffer.from(tag, 'base64')
  const given = await inTurn(() =>
    derive('argon2id', {
      message: Buffer.from(password.normalize('NFKC')),
      nonce: Buffer.from(salt, 'base64'),
      memory: Number(m),
      passes: Number(t),
      parallelism: Number(p),
      tagLength: wanted.length,
    }),
  )
  return timingSafeEqual(given, wanted)
}

const bare = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')
