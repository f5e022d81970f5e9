import type { Context } from 'hono'
import { problem, Refusal } from '../../shared/events/problem.ts'
import { parseJson, readBody } from './body.ts'
import type { Env } from './context.ts'

const limit = 1_000_000
const modes = 'application/cloudevents+json, application/cloudevents-batch+json, or application/json'

/** The statements of a request, and whether they came as a batch; `raw` is each as it was sent. */
export interface Told {
  batch: boolean
  inputs: { raw: string; value: unknown }[]
}

/** Reads CloudEvents 1.0 over HTTP: structured, batched or binary mode (HTTP protocol binding 1.0.2, section 3). */
export async function readCloudEvents(c: Context<Env>): Promise<Told> {
  const [type = '', ...parameters] = (c.req.header('content-type') ?? '').toLowerCase().split(';')
  const media = type.trim()
  const charset = parameters
    .find((part) => part.trim().startsWith('charset='))
    ?.split('=')[1]
    ?.trim()
  const binary = c.req.header('ce-specversion') !== undefined
  if (charset && charset.replaceAll('"', '') !== 'utf-8') throw unsupported(`the charset ${charset}`)
  const known = ['application/cloudevents+json', 'application/cloudevents-batch+json', 'application/json']
  if (!known.includes(media)) throw unsupported(media || 'a body without a media type')
  const text = (await readBody(c, limit)).toString('utf8')
  if (media === 'application/cloudevents-batch+json') return batched(text)
  if (binary && media === 'application/json')
    return { batch: false, inputs: [{ raw: text, value: binaryEvent(c, text) }] }
  return { batch: false, inputs: [{ raw: text, value: parseJson(text) }] }
}

const unsupported = (what: string) =>
  new Refusal(
    problem(
      415,
      'Media type not read',
      `${what} is not read here; send ${modes} (with ce- headers: binary mode)`,
    ),
  )

function batched(text: string): Told {
  const list = parseJson(text)
  if (!Array.isArray(list))
    throw new Refusal(problem(400, 'Bad request', 'a batch is a JSON array of CloudEvents'))
  return { batch: true, inputs: list.map((value: unknown) => ({ raw: JSON.stringify(value), value })) }
}

/** Attributes come as ce- headers (percent-encoded), the body is the data. */
function binaryEvent(c: Context<Env>, text: string): Record<string, unknown> {
  const event: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(c.req.header())) {
    if (name.startsWith('ce-')) event[name.slice(3)] = decode(value)
  }
  if (text.trim() !== '') event.data = parseJson(text)
  return event
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
