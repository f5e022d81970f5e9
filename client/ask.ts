/** What the server answered; status 0: it did not. */
export interface Answer {
  ok: boolean
  status: number
  body: Record<string, unknown>
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Asks the server as this page's person or screen; never throws. */
export async function ask(method: string, path: string, body?: unknown): Promise<Answer> {
  try {
    const answer = await fetch(path, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      ...(body !== undefined && {
        // A list is a list of events; no other is sent.
        headers: {
          'Content-Type': Array.isArray(body) ? 'application/cloudevents-batch+json' : 'application/json',
        },
        body: JSON.stringify(body),
      }),
    })
    const read: unknown = await answer.json().catch(() => undefined)
    return { ok: answer.ok, status: answer.status, body: isRecord(read) ? read : {} }
  } catch {
    return { ok: false, status: 0, body: {} }
  }
}

/** A text of an answer; empty where there is none. */
export function textOf(body: Record<string, unknown>, name: string): string {
  const value = body[name]
  return typeof value === 'string' ? value : ''
}

/** The records in a list of an answer. */
export function listOf(body: Record<string, unknown>, name: string): Record<string, unknown>[] {
  const value = body[name]
  return Array.isArray(value) ? value.filter(isRecord) : []
}

/** The photos that an answer, or a record in it, names by their hashes. */
export function photosOf(body: Record<string, unknown>): string[] {
  const { photos } = body
  return (Array.isArray(photos) ? photos : []).filter((one) => /^[0-9a-f]{64}$/.test(String(one)))
}
