import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { problem, Refusal } from '../../shared/events/problem.ts'
import { Originals } from '../vault/originals.ts'
import type { VaultStore } from '../vault/store.ts'
import { clean } from './clean.ts'
import { typeOf, type MediaType } from './kind.ts'
import { MediaQueue } from './queue.ts'
import { openMediaFolder, type MediaStore } from './store.ts'

/** A photo that was taken in: `original` is the vault record of what was sent. */
interface Kept {
  sha256: string
  type: MediaType
  bytes: number
  original: string
}

interface MediaParts {
  dataDir: string
  vault: VaultStore
  /** So many bytes of the disk are left to the log. */
  leaveFree?: number
}

const cannotKeep = (why: string) =>
  new Refusal(problem(503, 'Cannot be kept now', `the photo was not kept: ${why}`, { retryAfterSeconds: 60 }))

/** The photos of this installation: the cleaned ones by their SHA-256, the originals in the vault. */
export class Media {
  readonly queue = new MediaQueue()
  readonly originals: Originals
  readonly #store: MediaStore
  readonly #dataDir: string
  readonly #leaveFree: number
  readonly #ending = new AbortController()

  constructor({ dataDir, vault, leaveFree = 500_000_000 }: MediaParts) {
    this.#dataDir = dataDir
    this.#leaveFree = leaveFree
    this.#store = openMediaFolder(join(dataDir, 'media'))
    this.originals = new Originals(join(dataDir, 'originals'), vault)
  }

  has(sha256: string): Promise<boolean> {
    return this.#store.has(sha256)
  }

  /** A kept photo with its type by content; undefined where there is none. */
  async get(sha256: string): Promise<{ bytes: Buffer; type: MediaType } | undefined> {
    const bytes = await this.#store.get(sha256)
    const type = bytes && typeOf(bytes)
    return bytes && type && { bytes, type }
  }

  /** Cleans and keeps a photo, durably, in turn. Refusal 415 or 422 for what is none, 503 where there is no room. */
  take(world: string, sent: Buffer<ArrayBuffer>): Promise<Kept> {
    return this.queue.inTurn(async () => {
      const { signal } = this.#ending
      if (signal.aborted) throw cannotKeep('the server is stopping')
      await this.#checkRoom()
      const { bytes, type } = await clean(sent, signal).catch((error: unknown) => {
        throw signal.aborted ? cannotKeep('the server is stopping') : error
      })
      try {
        const sha256 = await this.#store.put(bytes)
        const original = await this.originals.keep(world, sha256, sent)
        return { sha256, type, bytes: bytes.length, original }
      } catch (error) {
        // What the file system says; the vault's own trouble has other names.
        if (error instanceof Error && 'syscall' in error) throw cannotKeep('the disk does not take it')
        throw error
      }
    })
  }

  async #checkRoom(): Promise<void> {
    const { bavail, bsize } = await statfs(this.#dataDir)
    if (bavail * bsize < this.#leaveFree) throw cannotKeep('the rest of the disk is left to the log')
  }

  /** Gives up the picture under way. */
  close(): void {
    this.#ending.abort()
  }
}
