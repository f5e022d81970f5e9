import { createHash } from 'node:crypto'
import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeWhole } from '../durable-file.ts'

/** Where media lie, by the SHA-256 (64 hex digits) of their bytes. */
export interface MediaStore {
  /** Keeps the bytes durably; answers their name. The same bytes are kept once. */
  put: (bytes: Uint8Array) => Promise<string>
  /** The bytes of that name; undefined where there are none, or not those. */
  get: (sha256: string) => Promise<Buffer | undefined>
  has: (sha256: string) => Promise<boolean>
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** A store in a folder, one file per medium: FOLDER/ab/ab12…. */
export function openMediaFolder(folder: string): MediaStore {
  /** Only a name of ours becomes a path. */
  const pathOf = (sha256: string): string | undefined =>
    /^[0-9a-f]{64}$/.test(sha256) ? join(folder, sha256.slice(0, 2), sha256) : undefined

  const has: MediaStore['has'] = async (sha256) => {
    const path = pathOf(sha256)
    return path !== undefined && (await access(path).then(yes, no))
  }

  return {
    has,
    async put(bytes) {
      const sha256 = sha256Of(bytes)
      const path = join(folder, sha256.slice(0, 2), sha256)
      if (!(await has(sha256))) await writeWhole(path, bytes)
      return sha256
    },
    async get(sha256) {
      const path = pathOf(sha256)
      const bytes = path && (await readFile(path).catch(() => undefined))
      return bytes && sha256Of(bytes) === sha256 ? bytes : undefined
    },
  }
}

const yes = () => true
const no = () => false
