import type { Context } from 'hono'
import { problem, Refusal } from '../../shared/events/problem.ts'
import type { Input } from '../intake.ts'
import { parseJson, readBody, textOf } from './body.ts'
import type { Env } from './context.ts'
import { elementsOf } from './elements.ts'

const limit = 1_000_000
const modes = 'application/cloudevents+json, application/cloudevents-batch+json, or application/json'

/** The statements of a request, and whether they came as a batch; `raw` is each as it was sent. */
export interface Told {
  batch: boolean
  inputs: Input[]
}

/** A body that is no statement at all: it is refused as a whole, and kept. */
export class Unreadable extends Refusal {
  readonly raw: string
  constructor(refusal: Refusal, raw: string) {
    super(refusal.problem)
    this.raw = raw
  }
}

/** Reads CloudEvents 1.0 over HTTP: structured, batched or binary mode (HTTP protocol binding 1.0.2, section 3). */
export async function readCloudEvents(c: Context<Env>): Promise<Told> {
  const { media, charset } = mediaType(c.req.header('content-type'))
  const encoding = c.req.header('content-encoding') ?? 'identity'
  if (charset !== 'utf-8') throw unsupported(`the charset ${charset}`)
  if (encoding !== 'identity') throw unsupported(`the content encoding ${encoding}`)
  const binary = c.req.header('ce-specversion') !== undefined && !media.startsWith('application/cloudevents')
  const known = ['application/cloudevents+json', 'application/cloudevents-batch+json', 'application/json']
  const readable = known.includes(media) || (binary && (media === '' || media.endsWith('+json')))
  if (!readable) throw unsupported(media || 'a body without a media type')
  const bytes = await readBody(c, limit)
  const text = textOf(bytes)
  try {
    if (media === 'application/cloudevents-batch+json') return batched(text)
    if (binary) return { batch: false, inputs: [binaryInput(c, text)] }
    return { batch: false, inputs: [{ raw: text ?? '', value: withBinaryData(parseJson(text)) }] }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new Unreadable(error, text ?? bytes.toString('latin1'))
  }
}

function mediaType(header = ''): { media: string; charset: string } {
  const [media = '', ...parameters] = header
    .toLowerCase()
    .split(';')
    .map((part) => part.trim())
  const charset = parameters.find((part) => part.startsWith('charset='))?.slice('charset='.length)
  return { media, charset: charset?.replaceAll('"', '') ?? 'utf-8' }
}

const unsupported = (what: string) =>
  new Refusal(
    problem(
      415,
      'Media type not read',
      `${what} is not read here; send ${modes} (with ce- headers: binary mode)`,
    ),
  )

function batched(text: string | undefined): Told {
  const list = parseJson(text)
  if (!Array.isArray(list))
    throw new Refusal(problem(400, 'Bad request', 'a batch is a JSON array of CloudEvents'))
  const texts = new Elements(text ?? '')
  return {
    batch: true,
    inputs: list.map((value: unknown, at) => new Element(withBinaryData(value), at, texts)),
  }
}

/** The statements of a batch as they were sent: only where one is refused they are looked for. */
class Elements {
  readonly #text: string
  #all: string[] | undefined

  constructor(text: string) {
    this.#text = text
  }

  at(place: number): string {
    return (this.#all ??= elementsOf(this.#text))[place] ?? ''
  }
}

class Element implements Input {
  readonly value: unknown
  readonly #place: number
  readonly #texts: Elements

  constructor(value: unknown, place: number, texts: Elements) {
    this.value = value
    this.#place = place
    this.#texts = texts
  }

  get raw(): string {
    return this.#texts.at(this.#place)
  }
}

/** Attributes come as ce- headers, the body is the data. */
function binaryInput(c: Context<Env>, text: string | undefined): Input {
  const attributes: Record<string, string> = {}
  for (const [name, value] of Object.entries(c.req.header())) {
    if (name.startsWith('ce-')) attributes[name.slice(3)] = decode(value)
  }
  return { raw: text ?? '', attributes, value: binaryEvent(attributes, text) }
}

/** The event that attributes and a body make. */
export function binaryEvent(attributes: Record<string, string>, text: string | undefined): unknown {
  return { ...attributes, ...(text?.trim() !== '' && { data: parseJson(text) }) }
}

/** Header values are percent-encoded and may stand in double quotes (section 3.1.3.2). */
function decode(value: string): string {
  const bare = /^".*"$/s.test(value) ? value.slice(1, -1).replace(/\\(.)/gs, '$1') : value
  try {
    return decodeURIComponent(bare)
  } catch {
    return bare
  }
}

/** `data_base64` holds the JSON data as bytes (JSON event format 1.0.2, section 3.1.1); what is not JSON stays as it is and is refused. */
export function withBinaryData(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('data_base64' in value) || 'data' in value)
    return value
  const { data_base64: encoded } = value
  if (typeof encoded !== 'string') return { ...value, data: encoded }
  try {
    return { ...value, data: JSON.parse(textOf(Buffer.from(encoded, 'base64')) ?? '') as unknown }
  } catch {
    return { ...value, data: encoded }
  }
}
