import { inWorld } from './appearance.ts'
import { m } from './messages/index.ts'
import { reasonOf } from './pages/refusal.ts'

/** Hands a photo to the server; answers the hash by which events name it. Throws with the reason in words. */
export async function uploadPhoto(file: File): Promise<string> {
  const answer = await fetch(inWorld('/api/media'), {
    method: 'POST',
    body: file,
    headers: { 'Content-Type': file.type },
  })
  const read: unknown = await answer.json()
  if (answer.ok && typeof read === 'object' && read !== null && 'sha256' in read) return String(read.sha256)
  const body = typeof read === 'object' && read !== null ? { ...read } : {}
  throw new Error(`${m.performance.failed} ${reasonOf(answer.status, body)}`)
}
