import { ClosedAddress, type Fetch } from '../feeds/fetch-open.ts'
import { Undelivered } from './channel.ts'

const timeoutMs = 15_000

/** One POST to an address outside; no redirect is followed. Throws Undelivered with what it answered. */
export async function post(
  fetch: Fetch,
  url: string,
  headers: Record<string, string>,
  body: string | Uint8Array<ArrayBuffer>,
): Promise<void> {
  const signal = AbortSignal.timeout(timeoutMs)
  const answer = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' }).catch(
    (error: unknown) => {
      if (error instanceof ClosedAddress) throw new Undelivered(error.message, { forGood: true })
      const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
      throw new Undelivered(`the connection failed${code}`)
    },
  )
  await answer.body?.cancel()
  if (answer.ok) return
  const gone = answer.status === 410
  throw new Undelivered(`it answered ${answer.status}`, { gone, forGood: gone })
}
