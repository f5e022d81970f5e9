import { sha256Head } from './sha256.ts'

const atOnce = 500

/** The answer to the server's sum: a number with which the hash begins with so many zero bits. Gives way to typing. */
export async function solve(challenge: string, bits: number): Promise<string> {
  for (let nonce = 0; ; nonce++) {
    if (Math.clz32(sha256Head(`${challenge}:${nonce}`)) >= bits) return String(nonce)
    if (nonce % atOnce === atOnce - 1) await new Promise((resume) => setTimeout(resume))
  }
}
