import { inWorld } from '../appearance.ts'
import { ask, listOf, textOf, type Answer } from '../ask.ts'
import { siteOfValue } from '../site.ts'
import type { Draft } from './draft.ts'
import { solve } from './solve.ts'

/** What the form needs to know of the server. */
export interface Form {
  categories: { id: string; name: string; group: string }[]
  region: string
  timeZone: string
}

/** What became of a report: its number; the wrong fields; or it has to wait so many seconds for another try. */
type Outcome = { number: string } | { wrong: string[] } | { waitSeconds: number; asked: boolean }

export async function loadForm(): Promise<Form | undefined> {
  const { ok, body } = await ask('GET', inWorld('/api/lapor'))
  if (!ok) return undefined
  const site = typeof body.site === 'object' && body.site !== null ? (body.site as Record<string, unknown>) : {} // prettier-ignore
  return {
    categories: listOf(body, 'categories').map((one) => ({
      id: textOf(one, 'id'),
      name: textOf(one, 'name'),
      group: textOf(one, 'group'),
    })),
    region: textOf(site, 'region'),
    timeZone: siteOfValue(body.site).timeZone,
  }
}

const later = (answer: Answer): Outcome => {
  const seconds = answer.body.retryAfterSeconds
  return { waitSeconds: typeof seconds === 'number' ? seconds : 15, asked: answer.status === 429 }
}

async function answerSum(): Promise<{ challenge: string; nonce: string } | Answer> {
  const given = await ask('GET', inWorld('/api/lapor'))
  const challenge = textOf(given.body, 'challenge')
  if (!given.ok || !challenge) return given
  return { challenge, nonce: await solve(challenge, Number(given.body.bits)) }
}

function wrongFields({ body }: Answer): string[] {
  return listOf(body, 'errors').map((one) => textOf(one, 'field').split('.')[0] ?? '')
}

async function sendPhoto(photo: Blob): Promise<string | Outcome> {
  const sum = await answerSum()
  if (!('nonce' in sum)) return later(sum)
  try {
    const path = inWorld(`/api/lapor/photo?${new URLSearchParams({ ...sum })}`)
    const answer = await fetch(path, { method: 'POST', body: photo })
    const body = (await answer.json()) as Record<string, unknown>
    if (answer.ok) return textOf(body, 'sha256')
    if (answer.status === 415 || answer.status === 422) return { wrong: ['photos'] }
    return later({ ok: false, status: answer.status, body })
  } catch {
    return { waitSeconds: 15, asked: false }
  }
}

/**
 * Sends a report with its photos; `onPhoto` is told which of them is on its way, from 1, and 0 after the last. The same id again is answered with the
 * first number, so trying again is safe.
 */
export async function send(draft: Draft, onPhoto: (n: number) => void): Promise<Outcome> {
  const photos: string[] = []
  for (const [at, photo] of draft.photos.entries()) {
    onPhoto(at + 1)
    const kept = await sendPhoto(photo)
    if (typeof kept !== 'string') return kept
    photos.push(kept)
  }
  onPhoto(0)
  const sum = await answerSum()
  if (!('nonce' in sum)) return later(sum)
  const { id, title, category, description, privacy, name, phone, point, village } = draft
  const answer = await ask('POST', inWorld('/api/lapor'), {
    ...{ id, class: draft.class, category, title, description, privacy, name, phone, photos, ...sum },
    ...(point && { point: [...point] }),
    ...(village && { village }),
  })
  const number = textOf(answer.body, 'number')
  if (answer.ok && number) return { number }
  const wrong = wrongFields(answer)
  return answer.status === 422 && !wrong.includes('challenge') ? { wrong } : later(answer)
}
