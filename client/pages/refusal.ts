import type { Answer } from '../ask.ts'
import { m } from '../messages/index.ts'

/** Why it was not done, for the person who tried; `wrong` says what a 401 means here. */
export function refusalOf({ status, body }: Answer, wrong: string): string {
  if (status === 0 || status === 503) return m.doors.unreachable
  if (status === 401) return wrong
  if (status === 429) return m.doors.wait(String(body.retryAfterSeconds ?? '…'))
  const { errors, detail } = body
  const [first] = Array.isArray(errors) ? (errors as { field?: string; detail?: string }[]) : []
  if (first) return m.doors.failed(`${first.field}: ${first.detail}`)
  return m.doors.failed(typeof detail === 'string' ? detail : String(status))
}
