import { createHmac, timingSafeEqual } from 'node:crypto'
import { isRole, type Caller, type Role } from './caller.ts'

export const passCookie = 'ruang_pass'
const hours = 24

/** Signs the pass that a page opened on loopback carries in its cookie: a role and an end, nothing about a person. */
export function issuePass(secret: Uint8Array, role: Role, now = Date.now()): string {
  const body = `${role}.${now + hours * 3_600_000}`
  return `${Buffer.from(body).toString('base64url')}.${signature(secret, body)}`
}

/** The caller behind a pass; undefined when it is forged, broken or over. */
export function readPass(secret: Uint8Array, pass: string, now = Date.now()): Caller | undefined {
  const [encoded, signed] = pass.split('.')
  if (!encoded || !signed) return undefined
  const body = Buffer.from(encoded, 'base64url').toString()
  const wanted = Buffer.from(signature(secret, body))
  const given = Buffer.from(signed)
  if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) return undefined
  const at = body.lastIndexOf('.')
  const role = body.slice(0, at)
  if (!isRole(role) || Number(body.slice(at + 1)) <= now) return undefined
  return { role, ref: 'loopback', name: 'loopback', sources: [] }
}

function signature(secret: Uint8Array, body: string): string {
  return createHmac('sha256', secret).update(`page-pass\n${body}`).digest('base64url')
}
