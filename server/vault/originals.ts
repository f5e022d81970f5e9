import { createHash, randomBytes, webcrypto } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeWhole } from '../durable-file.ts'
import type { VaultStore } from './store.ts'

const { subtle } = webcrypto

/**
 * Photos as they were sent, place and phone in them: each a file that is encrypted (AES-256-GCM) with a key that only its
 * vault record holds, so that erasing the record erases the photo.
 */
export class Originals {
  readonly #folder: string
  readonly #vault: Pick<VaultStore, 'keep' | 'read'>

  constructor(folder: string, vault: Pick<VaultStore, 'keep' | 'read'>) {
    this.#folder = folder
    this.#vault = vault
  }

  /**
   * Keeps what a cleaned photo was made of; answers the reference of its vault record. One erased is not kept again.
   * For one photo at a time: the same one sent twice at once would be sealed with two keys.
   */
  async keep(world: string, sha256: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
    const reference = referenceOf(world, sha256)
    if ((await this.#vault.read(reference, world)) !== undefined) return reference
    const key = randomBytes(32)
    const nonce = randomBytes(12)
    const sealed = await subtle.encrypt({ name: 'AES-GCM', iv: nonce }, await importKey(key), bytes)
    await writeWhole(join(this.#folder, reference), Buffer.concat([nonce, new Uint8Array(sealed)]))
    const fields = { photo: sha256, key: key.toString('base64url') }
    await this.#vault.keep([{ reference, fields }], world)
    return reference
  }

  /** The photo as it was sent; `erased` when its record was erased; undefined when there is none in that world. */
  async read(world: string, sha256: string): Promise<Buffer | 'erased' | undefined> {
    const reference = referenceOf(world, sha256)
    const fields = await this.#vault.read(reference, world)
    if (fields === undefined || fields === 'erased') return fields
    const sealed = await readFile(join(this.#folder, reference)).catch(() => undefined)
    if (!sealed || typeof fields.key !== 'string') return undefined
    const key = await importKey(Buffer.from(fields.key, 'base64url'))
    const iv = sealed.subarray(0, 12)
    return Buffer.from(await subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed.subarray(12)))
  }
}

/** The name of the vault record: made from the photo's, so that no list of both is needed. */
export function referenceOf(world: string, sha256: string): string {
  return `v_${createHash('sha256').update(`original\n${world}\n${sha256}`).digest('hex').slice(0, 32)}`
}

const importKey = (key: Uint8Array<ArrayBuffer>) =>
  subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt'])
