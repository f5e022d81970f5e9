import { decode } from './decode.ts'
import { ClosedAddress, type Fetch } from './fetch-open.ts'

/** Why a body could not be had, in one sentence. */
export class FetchFailed extends Error {
  override name = 'FetchFailed'
  /** Trying again later may help: no answer, 429 or 5xx, rather than 404. */
  readonly passing: boolean
  /** Seconds that the answer asks to wait. */
  readonly retryAfter: number | undefined
  constructor(reason: string, passing = true, retryAfter?: number) {
    super(reason)
    this.passing = passing
    this.retryAfter = retryAfter
  }
}

/** What makes asking again cheap (RFC 9110, conditional requests). */
export interface Validators {
  etag?: string
  modified?: string
}

export interface Asking {
  fetch: Fetch
  signal: AbortSignal
  timeoutMs?: number
  maxBytes?: number
  /** Told what an answer says the time is. */
  dated?: (host: string, date: string | null) => void
}

export const userAgent = 'ruang-pantau/0.1 (situation room of an Indonesian regency; polite poller)'
const accept = 'application/json, application/xml, text/csv;q=0.9, */*;q=0.5'

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

function reasonOf(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return 'the connection failed'
  if (error.name === 'TimeoutError') return `no whole answer within ${timeoutMs / 1000} s`
  if (error.message === 'terminated' || error.message === 'aborted') return 'the body broke off'
  const code = codeOf(error) || codeOf(error.cause)
  if (/^(Z_|ERR_BROTLI|ERR__ERROR)/.test(code)) return `the body cannot be unpacked (${code})`
  return `the connection failed${code ? ` (${code})` : ''}`
}

const mostHops = 3

/** Asks, and goes where the answer sends on to: at most three times, over http(s), never from https back to http. */
async function follow(fetch: Fetch, url: string, asking: Parameters<Fetch>[1]): Promise<Response> {
  let at = new URL(url)
  for (let hops = 0; ; hops++) {
    if (!/^https?:$/.test(at.protocol)) throw new FetchFailed(`${at.protocol} is not fetched`, false)
    const response = await fetch(at.href, asking)
    if (![301, 302, 303, 307, 308].includes(response.status)) return response
    await response.body?.cancel()
    const next = URL.parse(response.headers.get('location') ?? '', at)
    if (!next) throw new FetchFailed('it sends on to nowhere', false)
    if (at.protocol === 'https:' && next.protocol === 'http:')
      throw new FetchFailed('it sends on from https to http', false)
    if (hops === mostHops) throw new FetchFailed(`it sends on more than ${mostHops} times`, false)
    at = next
  }
}

/** The body's bytes, read piece by piece and given up as soon as there are too many. */
async function bytesOf(response: Response, maxBytes: number): Promise<Uint8Array> {
  const tooLong = () => new FetchFailed(`the body is longer than ${maxBytes} bytes`)
  if (Number(response.headers.get('content-length')) > maxBytes) {
    await response.body?.cancel()
    throw tooLong()
  }
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of response.body ?? []) {
    length += piece.byteLength
    // Leaving the loop cancels the stream, and with it the connection.
    if (length > maxBytes) throw tooLong()
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

function seconds(header: string | null): number | undefined {
  const value = Number(header ?? NaN)
  return value >= 0 && value <= 86_400 ? value : undefined
}

/** One GET with a time-out and a bounded body: the text and its validators, or `same` when nothing changed since `known`. */
export async function fetchBody(
  url: string,
  known: Validators,
  { fetch, signal, timeoutMs = 20_000, maxBytes = 5_000_000, dated }: Asking,
): Promise<{ same: true } | { same: false; text: string; validators: Validators }> {
  const headers: Record<string, string> = { accept, 'user-agent': userAgent }
  if (known.etag) headers['if-none-match'] = known.etag
  if (known.modified) headers['if-modified-since'] = known.modified
  const within = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
  try {
    const response = await follow(fetch, url, { headers, signal: within, redirect: 'manual' })
    dated?.(new URL(url).host, response.headers.get('date'))
    if (response.status === 304) return { same: true }
    if (!response.ok) {
      await response.body?.cancel()
      const passing = response.status >= 500 || response.status === 429 || response.status === 408
      const reason = `it answered ${response.status}`
      throw new FetchFailed(reason, passing, seconds(response.headers.get('retry-after')))
    }
    const text = decode(await bytesOf(response, maxBytes), response.headers.get('content-type') ?? '')
    const [etag, modified] = [response.headers.get('etag'), response.headers.get('last-modified')]
    return { same: false, text, validators: { ...(etag && { etag }), ...(modified && { modified }) } }
  } catch (error) {
    if (error instanceof FetchFailed) throw error
    if (error instanceof ClosedAddress) throw new FetchFailed(error.message, false)
    throw new FetchFailed(reasonOf(within.aborted ? within.reason : error, timeoutMs))
  }
}
