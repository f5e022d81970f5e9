import { lookup as resolve } from 'node:dns'
import { once } from 'node:events'
import { request as plain, type IncomingMessage } from 'node:http'
import { request as secure } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { pipeline, Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { isOpenAddress } from './open-address.ts'

/** One request, a GET unless it says otherwise, redirects not followed; the global `fetch` is one, without the guard. */
export type Fetch = (
  url: string,
  asking: {
    headers: Record<string, string>
    signal: AbortSignal
    redirect: 'manual'
    method?: 'POST'
    body?: string | Uint8Array<ArrayBuffer>
  },
) => Promise<Response>

/** The address leads to this machine, its network or nowhere, and nobody has allowed that. */
export class ClosedAddress extends Error {
  override name = 'ClosedAddress'
}

const closed = (what: string) =>
  new ClosedAddress(`${what} is not on the open internet; FEED_PRIVATE_HOSTS allows what is meant`)

/** Resolves a name to its open addresses alone: the connection goes to what was looked at, so a second answer changes nothing. */
const openLookup: LookupFunction = (name, options, answer) =>
  resolve(name, { ...options, all: true }, (error, found) => {
    if (error) return answer(error, [])
    const open = found.filter(({ address }) => isOpenAddress(address))
    const [first] = open
    if (!first) return answer(closed(name), [])
    if (options.all) return answer(null, open)
    return answer(null, first.address, first.family)
  })

/**
 * Asks only what is on the open internet, and the hosts named in `privateHosts` (`HOST` or `HOST:PORT`). Rejects with
 * ClosedAddress for the others. What comes packed is unpacked as it is read, never ahead of it.
 */
export function createOpenFetch(privateHosts: readonly string[] = []): Fetch {
  const allowed = new Set(privateHosts.map((host) => host.toLowerCase()))
  return async (address, { headers, signal, method = 'GET', body }) => {
    const url = new URL(address)
    const port = url.port || (url.protocol === 'https:' ? '443' : '80')
    const isAllowed = allowed.has(url.hostname) || allowed.has(`${url.hostname}:${port}`)
    const literal = url.hostname.replace(/^\[|\]$/g, '')
    // A literal address is connected to without being looked up.
    if (!isAllowed && isIP(literal) && !isOpenAddress(literal)) throw closed(url.host)
    const request = url.protocol === 'https:' ? secure : plain
    const asked = request(url, {
      method,
      headers: { ...headers, 'accept-encoding': 'gzip, deflate, br' },
      signal,
      agent: false,
      ...(!isAllowed && { lookup: openLookup }),
    }).end(body)
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    // From here on the body tells what goes wrong.
    asked.on('error', () => undefined)
    return responseOf(answer)
  }
}

const unpackers = { gzip: createGunzip, deflate: createInflate, br: createBrotliDecompress }

function responseOf(answer: IncomingMessage): Response {
  const { statusCode = 0, headers } = answer
  const shown = Object.entries(headers).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  const coding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  const init = { status: statusCode, headers: shown }
  if (statusCode === 204 || statusCode === 304) {
    answer.resume()
    return new Response(null, init)
  }
  return new Response(Readable.toWeb(unpacked(answer, coding)) as BodyInit, init)
}

function unpacked(answer: IncomingMessage, coding: string): Readable {
  if (coding === 'identity') return answer
  if (coding !== 'gzip' && coding !== 'deflate' && coding !== 'br') {
    answer.destroy()
    throw new Error(`it is packed as ${coding}, which was not asked for`)
  }
  const unpacker = unpackers[coding]()
  pipeline(answer, unpacker, () => undefined)
  return unpacker
}
