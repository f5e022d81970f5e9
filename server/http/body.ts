import type { Context } from 'hono'
import { problem, Refusal } from '../../shared/events/problem.ts'
import type { Env } from './context.ts'

const tooLarge = (limit: number) =>
  new Refusal(problem(413, 'Too large', `the body must not be larger than ${limit} bytes`))

/**
 * The request's body as bytes, kept no further than `limit`: 413 beyond. What is too much is read on and thrown away,
 * so that a sender that writes everything before it reads still gets its answer; Node's requestTimeout ends it.
 */
export async function readBody(c: Context<Env>, limit: number): Promise<Buffer> {
  const { incoming } = c.env
  if (Number(c.req.header('content-length') ?? 0) > limit) {
    incoming.resume()
    throw tooLarge(limit)
  }
  const chunks: Uint8Array[] = []
  let size = 0
  await new Promise<void>((done, fail) => {
    const broken = () =>
      fail(new Refusal(problem(400, 'Bad request', 'the body ended before it was complete')))
    incoming.on('data', (chunk: Uint8Array) => {
      size += chunk.length
      if (size <= limit) return void chunks.push(chunk)
      chunks.length = 0
      fail(tooLarge(limit))
    })
    // Every request closes in the end: one that came whole is none that broke off.
    const whole = () => {
      incoming.off('close', broken)
      done()
    }
    incoming.once('end', whole).once('error', broken).once('close', broken)
  })
  return Buffer.concat(chunks)
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** The bytes as text; a body that is not UTF-8 has none. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}

/** The text as JSON; 400 with what breaks it. */
export function parseJson(text: string | undefined): unknown {
  try {
    if (text === undefined) throw new Error('the bytes are not UTF-8')
    return JSON.parse(text)
  } catch (error) {
    const message = error instanceof Error ? error.message : 'unreadable'
    // The engine quotes the body around the fault, and somebody's name may stand there.
    const detail = message.replace(/,? ?(\.\.\.)?".*"(\.\.\.)?( is not valid JSON)?/s, '')
    throw new Refusal(problem(400, 'Broken JSON', `the body is not JSON: ${detail.slice(0, 200)}`))
  }
}
