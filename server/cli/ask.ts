import { request as plain } from 'node:http'
import { request as secure } from 'node:https'
import { Failure, oneLine } from './failure.ts'

/** Where a server answers, and with which key. */
export interface Door {
  address: string
  key: string
}

export interface Answer {
  status: number
  /** Seconds to wait, where the server says so. */
  retryAfter: number
  body: unknown
}

/** Asks a server of this machine; a body is sent as JSON of the given type. Throws Failure when it cannot be reached. */
export function ask(
  { address, key }: Door,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: { type: string; text: string },
): Promise<Answer> {
  const url = new URL(path, address)
  // The address stands in a file that only this account can read: its certificate proves nothing more.
  const request = url.protocol === 'https:' ? secure : plain
  return new Promise((done, fail) => {
    const unreachable = (error: Error) =>
      fail(new Failure(`the server at ${address} does not answer: ${oneLine(error)}`))
    const asked = request(
      url,
      {
        method,
        rejectUnauthorized: false,
        timeout: 30_000,
        headers: {
          authorization: `Bearer ${key}`,
          ...(body && { 'content-type': body.type, 'content-length': Buffer.byteLength(body.text) }),
        },
      },
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('error', unreachable)
        response.on('end', () => {
          const retryAfter = Number(response.headers['retry-after'] ?? 0)
          done({
            status: response.statusCode ?? 0,
            retryAfter,
            body: parsed(Buffer.concat(parts).toString()),
          })
        })
      },
    )
    asked.on('timeout', () => asked.destroy(new Error('no answer within 30 s')))
    asked.on('error', unreachable)
    asked.end(body?.text)
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What a refusal says (RFC 9457), in one line. */
export function refusal({ status, body }: Answer): string {
  const problem = (typeof body === 'object' && body !== null ? body : {}) as {
    title?: unknown
    detail?: unknown
  }
  const words = [problem.title, problem.detail].filter((word) => typeof word === 'string')
  return words.length > 0 ? words.join(': ') : `the server answered ${status}`
}
