import { listOf, textOf, type Answer } from '../ask.ts'
import { language } from '../appearance.ts'
import { m } from '../messages/index.ts'
import { ownChecksId } from '../messages/refusals-id.ts'

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Why it was not done, for the person who tried; `wrong` says what a 401 means here. */
export function refusalOf({ status, body }: Answer, wrong: string): string {
  if (status === 0 || status === 503) return m.doors.unreachable
  if (status === 401) return wrong
  if (status === 429) return m.doors.wait(String(body.retryAfterSeconds ?? '…'))
  return m.doors.failed(reasonOf(status, body))
}

/** The reason alone, in this page's language: by its name, by the field, or by the status; the API's English to English readers. */
export function reasonOf(status: number, body: Record<string, unknown>): string {
  const w = m.refusals
  // A batch names what is wrong with each: the first one says it.
  const [refused] = listOf(body, 'refused')
  if (isRecord(refused?.problem)) return reasonOf(Number(refused.problem.status), refused.problem)
  const named = Object.entries(w.reasons).find(([code]) => code === body.code)?.[1]
  if (named) return named(givenIn(body))
  const [fault] = listOf(body, 'errors')
  if (fault) return `${fieldName(textOf(fault, 'field'))}: ${faultText(fault)}`
  if (language === 'en' && textOf(body, 'detail')) return textOf(body, 'detail')
  return w.statuses[String(status)] ?? w.ours
}

function givenIn({ given }: Record<string, unknown>): Record<string, string> {
  if (!isRecord(given)) return {}
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]))
}

/** `data.value.3.name` as people read it: row 4, name. */
function fieldName(path: string): string {
  const steps = path.split('.')
  const last = steps.findLast((step) => !/^\d+$/.test(step)) ?? path
  // A number with a name after it is a row of a list; others are places within a value.
  const row = steps.find((step, at) => /^\d+$/.test(step) && /^\D/.test(steps[at + 1] ?? ''))
  const name = m.refusals.fields[last] ?? last
  return row === undefined ? name : `${m.refusals.inRow(String(Number(row) + 1))}, ${name}`
}

function faultText(fault: Record<string, unknown>): string {
  const w = m.refusals
  const detail = textOf(fault, 'detail')
  if (language === 'en' && detail) return detail
  const own = ownChecksId.find(([word]) => word.test(detail))?.[1]
  if (own) return own
  const limit = String(fault.limit ?? '').replace('.', ',')
  // zod says of what kind the bounded thing is in words alone.
  const isLength = /character|item/.test(detail)
  switch (fault.code) {
    case 'too_small':
      return fault.limit === 1 && isLength ? w.missing : isLength ? w.tooShort(limit) : w.atLeast(limit)
    case 'too_big':
      return isLength ? w.tooLong(limit) : w.atMost(limit)
    case 'invalid_type':
      if (detail.includes('undefined')) return w.missing
      return detail.includes('number') ? w.notNumber : w.wrongKind
    case 'unrecognized_keys':
      return w.unknownField
    default:
      return w.wrong
  }
}
