import type { Ticket } from '../../shared/situation/items.ts'
import { inWorld } from '../appearance.ts'
import { ask, textOf, type Answer } from '../ask.ts'
import { m } from '../messages/index.ts'
import { reasonOf } from '../pages/refusal.ts'

export type Act = keyof typeof m.ticketDesk.acts
/** Steps that somebody is owed a reason for. */
export const owesReason: ReadonlySet<Act> = new Set<Act>(['held', 'returned', 'notOurs', 'archived', 'closed', 'reopened']) // prettier-ignore

/** What is said with a step: the reason for staff, the answer for the reporter, the agency, photos of the result. */
interface Said {
  note: string
  reply: string
  agency: string
  photos: string[]
}

const outcomes: Partial<Record<Act, string>> = { closed: 'done', archived: 'archived', notOurs: 'not-ours' }

/** A step as a statement; whose it is stands in its name, so that two agencies' are never one. */
export function statementOf(act: Act, { id, seq }: Ticket, { note, reply, agency, photos }: Said) {
  const outcome = outcomes[act]
  const type = act === 'take' ? 'routed' : outcome ? 'closed' : act
  const to = type === 'routed' ? agency : ''
  return {
    specversion: '1.0',
    id: `${id}:${act}:${seq}:${to}`,
    source: '/aduan',
    type: `ticket.${type}`,
    subject: id,
    basis: seq,
    data: {
      ...(to && { agency: to }),
      ...(note && (type === 'held' ? { note, reason: note.slice(0, 300) } : { note })),
      ...(reply && { reply }),
      ...(photos.length > 0 && { photos }),
      ...(outcome && { outcome }),
    },
  }
}

const statement = (event: Record<string, unknown>) => ({ specversion: '1.0', source: '/aduan', ...event })

/** Tells one statement, or several at once. */
export const tell = (event: Record<string, unknown> | Record<string, unknown>[]): Promise<Answer> =>
  ask('POST', inWorld('/api/events'), Array.isArray(event) ? event.map(statement) : statement(event))

/** Why a step was refused, in words for the desk: who was quicker is named. */
export function refusalOf(
  { status, body }: Answer,
  mine: string,
  nameOf: (agency: string) => string,
): string {
  const w = m.ticketDesk
  const current = typeof body.current === 'object' && body.current !== null ? { ...body.current } : {}
  const owner = textOf(current as Record<string, unknown>, 'agency')
  if (status === 409 && mine && owner && owner !== mine) return w.takenBy(nameOf(owner))
  if (status === 409) return w.changed
  return status === 0 ? w.unreachable : reasonOf(status, body)
}

/** Sends photos; answers their names, or throws why one was not taken. */
export async function sendPhotos(files: FileList | undefined): Promise<string[]> {
  return Promise.all(
    [...(files ?? [])].slice(0, 5).map(async (file) => {
      const headers = { 'Content-Type': file.type }
      const answer = await fetch(inWorld('/api/media'), { method: 'POST', body: file, headers })
      const body = (await answer.json().catch(() => ({}))) as Record<string, unknown>
      if (!answer.ok) throw new Error(`${m.ticketDesk.photoFailed} ${reasonOf(answer.status, body)}`)
      return textOf(body, 'sha256')
    }),
  )
}
