import { createHmac, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'
import { Failure } from '../failure.ts'

/**
 * A backup is one file: lines of JSON (UTF-8, ended by \n), some followed by bytes.
 *
 * 1. `{ "ruang": "backup", "version": 1, "made", "salt", "check" }`
 * 2. per file `{ "file", "bytes", "sealed" }`, then that many bytes: the file as it was, or sealed: a nonce of 12 bytes,
 *    its AES-256-GCM ciphertext, the tag of 16 bytes.
 * 3. `{ "end" }`: the HMAC-SHA256 (hex) of every byte before this line. Nothing follows.
 *
 * The keys: scrypt (N 65536, r 8, p 1; RFC 7914) of the passphrase and `salt` (hex), 64 bytes: the first 32 seal, the last
 * 32 make the HMACs. `check` is the HMAC of the salt: it tells a wrong passphrase from a changed file.
 */
export const opening = z.object({
  ruang: z.literal('backup'),
  version: z.literal(1),
  made: z.iso.datetime(),
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  check: z.string().regex(/^[0-9a-f]{64}$/),
})
type Opening = z.infer<typeof opening>

/** A path inside the data folder: never above it. */
const inside = z
  .string()
  .max(500)
  .regex(/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/)

export const entry = z.object({
  file: inside,
  bytes: z.number().int().min(0),
  sealed: z.boolean(),
})
export type Entry = z.infer<typeof entry>

export const ending = z.object({ end: z.string().regex(/^[0-9a-f]{64}$/) })

export const nonceBytes = 12
export const tagBytes = 16
export const cipher = 'aes-256-gcm'

/** What a passphrase gives. */
export interface SealKeys {
  seal: Buffer
  sign: Buffer
}

function keysFrom(passphrase: string, salt: string): SealKeys {
  const options = { N: 65_536, r: 8, p: 1, maxmem: 128 * 1024 * 1024 }
  const both = scryptSync(passphrase.normalize('NFC'), Buffer.from(salt, 'hex'), 64, options)
  return { seal: both.subarray(0, 32), sign: both.subarray(32) }
}

const checkOf = ({ sign }: SealKeys, salt: string): Buffer => createHmac('sha256', sign).update(salt).digest()

/** The first line of a new backup, and its keys. */
export function open(passphrase: string): { first: Opening; keys: SealKeys } {
  const salt = randomBytes(16).toString('hex')
  const keys = keysFrom(passphrase, salt)
  const check = checkOf(keys, salt).toString('hex')
  return { first: { ruang: 'backup', version: 1, made: new Date().toISOString(), salt, check }, keys }
}

/** The keys of a backup that is read. Throws Failure when the passphrase is not the one it was made with. */
export function unlock({ salt, check }: Opening, passphrase: string): SealKeys {
  const keys = keysFrom(passphrase, salt)
  if (timingSafeEqual(checkOf(keys, salt), Buffer.from(check, 'hex'))) return keys
  throw new Failure('the passphrase is not the one this backup was made with')
}
