import type { Context } from 'hono'
import { problem, Refusal } from '../../shared/events/problem.ts'
import type { Env } from './context.ts'

const tooLarge = (limit: number) =>
  new Refusal(problem(413, 'Too large', `the body must not be larger than ${limit} bytes`))

/** The request's body as bytes, read no further than `limit`; 413 beyond. */
export async function readBody(c: Context<Env>, limit: number): Promise<Buffer> {
  if (Number(c.req.header('content-length') ?? 0) > limit) throw tooLarge(limit)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of c.env.incoming as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > limit) throw tooLarge(limit)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The text as JSON; 400 with what breaks it. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'unreadable'
    throw new Refusal(problem(400, 'Broken JSON', `the body is not JSON: ${detail.slice(0, 200)}`))
  }
}
