import { envelope } from './envelope.ts'
import { fieldErrors, problem, type Problem } from './problem.ts'
import { mask, remainder, takeOut, type Plain } from './take-out.ts'
import { readWhole } from './read-whole.ts'
import { births, eventData, isEventType, type NewEvent } from './types.ts'

/** What the server makes for an event that it reads: the moment of receipt (UTC) and a fresh vault reference. */
interface ReadContext {
  received: string
  reference: () => string
}

/** A told event that was understood; `personal` is what goes to the vault under `event.vault`. */
export interface Understood {
  event: NewEvent
  personal?: Plain
}

const deepest = 40

function isFlatter(value: unknown, than: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (than === 0) return false
  if (Array.isArray(value)) return value.every((part) => isFlatter(part, than - 1))
  for (const key in value) if (!isFlatter((value as Plain)[key], than - 1)) return false
  return true
}

const invalid = (detail: string, errors: { field: string; detail: string }[]): Problem =>
  problem(422, 'Event not understood', detail, { errors })

/**
 * Reads one structured CloudEvent into an event of ours, or says which fields are wrong and what to change. Pure. An event
 * that is whole already holds the input's own `data`: whoever tells it changes it no more.
 */
export function readEvent(input: unknown, context: ReadContext): Understood | { problem: Problem } {
  const event = readWhole(input, context.received)
  return event ? { event } : readAny(input, context)
}

/** Reads any event, by the schemas themselves. */
export function readAny(input: unknown, context: ReadContext): Understood | { problem: Problem } {
  if (!isFlatter(input, deepest)) {
    return {
      problem: invalid(`nested deeper than ${deepest} levels`, [
        { field: '(body)', detail: 'make it flatter' },
      ]),
    }
  }
  const head = envelope.safeParse(input)
  if (!head.success) {
    return { problem: invalid('the CloudEvents attributes are wrong or missing', fieldErrors(head.error)) }
  }
  const { type, datacontenttype: _, ...attributes } = head.data
  if (!isEventType(type)) {
    const detail = `the type ${JSON.stringify(mask(type))} is not known; the known ones are in /openapi.json`
    return { problem: invalid(detail, [{ field: 'type', detail }]) }
  }
  const subject = attributes.subject ?? (births.has(type) ? attributes.id : undefined)
  if (subject === undefined) {
    const detail = `${type} needs the id of the thing it happened to`
    return { problem: invalid(detail, [{ field: 'subject', detail }]) }
  }
  const told = (input as { data?: unknown }).data ?? {}
  const schema = eventData[type]
  const body = schema.safeParse(told)
  if (!body.success) {
    return {
      problem: invalid(`the data of ${type} is wrong or incomplete`, fieldErrors(body.error, ['data'])),
    }
  }
  const data = body.data as Plain
  let made: string | undefined
  const reference = () => (made ??= context.reference())
  const rest = remainder(told, data)
  const personal = takeOut(schema.shape, data, reference)
  if (rest !== undefined) personal['(rest)'] = rest
  const kept = Object.keys(personal).length > 0
  const event = {
    ...attributes,
    type,
    subject,
    time: attributes.time ?? context.received,
    ...(kept && { vault: reference() }),
    data,
  } as NewEvent
  return kept ? { event, personal } : { event }
}
