import { createHash, randomInt } from 'node:crypto'
import { problem, Refusal } from '../../shared/events/problem.ts'
import type { RecordedEvent } from '../../shared/events/types.ts'
import { say } from '../say.ts'
import type { World } from '../worlds.ts'
import { verifies, type SealingKey } from './key.ts'

/** What is to be sealed: its bytes, what it is called and about, and who puts their name to it. */
interface Sealing {
  bytes: Uint8Array
  about: string
  title: string
  signer: { name: string; role: string }
  /** Which of a commitment's presenters signs. */
  presenter?: number
  /** Whose login it was. */
  person?: string
  /** The sealed text, kept in the log where it is one. */
  document?: string
  /** The code that stands on the paper already; left out: a new one. */
  code?: string
}

/** A seal as anybody may see it: what stands under which words, and whether the signature holds. */
export interface SealCard {
  code: string
  title: string
  sha256: string
  sealed: string
  signer: { name: string; role: string }
  key: string
  publicKey: string
  signature: string
  /** Whether the signature is that key's under these words. */
  valid: boolean
  document?: string
}

/** Letters and digits that nobody mistakes for another on paper. */
const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const codeLength = 12

export const newCode = (): string =>
  Array.from({ length: codeLength }, () => letters[randomInt(letters.length)]).join('')
export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** The words that are signed: whatever of a seal could be changed stands in them. */
function statementOf(code: string, seal: Pick<SealCard, 'sha256' | 'title' | 'sealed' | 'signer'>): string {
  const { sha256, title, sealed, signer } = seal
  return JSON.stringify(['ruang-pantau-seal-1', code, sha256, title, sealed, signer.name, signer.role])
}

/** Seals bytes: hash, Ed25519, a code to ask for it by; recorded in the world's log. Answers the code. */
export async function seal(
  world: World,
  key: SealingKey,
  { bytes, code = newCode(), ...rest }: Sealing,
): Promise<SealCard> {
  const sealed = new Date(world.clock.now()).toISOString()
  const sha256 = hashOf(bytes)
  const signature = key.sign(statementOf(code, { ...rest, sha256, sealed }))
  const data = { ...rest, sha256, key: key.id, signature, sealed }
  const publicHalf = { algorithm: 'Ed25519', publicKey: key.publicKey }
  const source = '/ruang/segel'
  const published = { id: `sealkey:${key.id}`, source, subject: key.id, data: publicHalf }
  await say(world, { type: 'sealkey.published', ...published })
  await say(world, { type: 'seal.made', id: `seal:${code}`, source, subject: code, data })
  const { title, signer, document } = rest
  const kept = document === undefined ? {} : { document }
  return {
    code,
    title,
    sha256,
    sealed,
    signer,
    key: key.id,
    publicKey: key.publicKey,
    signature,
    valid: true,
    ...kept,
  }
}

async function saidOf<T extends 'seal.made' | 'sealkey.published'>(
  world: World,
  subject: string,
  type: T,
): Promise<RecordedEvent<T> | undefined> {
  for (const seq of await world.registers.seqsOf(subject)) {
    const [event] = await world.log.read(seq - 1, 1)
    if (event?.type === type) return event as RecordedEvent<T>
  }
  return undefined
}

/** Whose login made a seal; nothing where it does not say. */
export async function sealedBy(world: World, code: string): Promise<string | undefined> {
  return (await saidOf(world, code, 'seal.made'))?.data.person
}

/** The seal of a code, its signature checked against the public key in the log. 404 when there is none. */
export async function findSeal(world: World, code: string): Promise<SealCard> {
  const made = await saidOf(world, code, 'seal.made')
  if (!made) throw new Refusal(problem(404, 'Not found', 'there is no seal of this code here'))
  const { title, sha256, sealed, signer, key, signature, document } = made.data
  const publicKey = (await saidOf(world, key, 'sealkey.published'))?.data.publicKey ?? ''
  const valid = verifies(publicKey, statementOf(code, { sha256, title, sealed, signer }), signature)
  return {
    code,
    title,
    sha256,
    sealed,
    signer,
    key,
    publicKey,
    signature,
    valid,
    ...(document && { document }),
  }
}
