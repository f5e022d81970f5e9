import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import { secret } from '../secrets.ts'

/** RFC 8410's head of an Ed25519 private key in PKCS #8, before its 32 bytes; and of a public one in SPKI. */
const privateHead = Buffer.from('302e020100300506032b657004220420', 'hex')
const publicHead = Buffer.from('302a300506032b6570032100', 'hex')

/** The key that seals: its private half in DATA_DIR/secrets/sealing (0600), made at first use; it never leaves. */
export interface SealingKey {
  id: string
  /** Raw, base64. */
  publicKey: string
  sign: (statement: string) => string
}

export function openSealingKey(dataDir: string): SealingKey {
  const der = Buffer.concat([privateHead, secret(dataDir, 'sealing')])
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const raw = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(publicHead.length)
  return {
    id: createHash('sha256').update(raw).digest('hex').slice(0, 16),
    publicKey: raw.toString('base64'),
    sign: (statement) => sign(null, Buffer.from(statement), key).toString('base64'),
  }
}

/** Whether a signature (base64) is that key's (raw, base64) under these words. */
export function verifies(publicKey: string, statement: string, signature: string): boolean {
  try {
    return verify(null, Buffer.from(statement), publicOf(publicKey), Buffer.from(signature, 'base64'))
  } catch {
    return false
  }
}

function publicOf(raw: string): KeyObject {
  const der = Buffer.concat([publicHead, Buffer.from(raw, 'base64')])
  return createPublicKey({ key: der, format: 'der', type: 'spki' })
}
