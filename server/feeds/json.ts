import { Unreadable } from './feed.ts'

/** What a body is, where it is not what it should be: an HTML page, nothing, half of something. */
export function looksLike(body: string): string {
  const start = body.trimStart().slice(0, 200).toLowerCase()
  if (start === '') return 'nothing'
  if (start.startsWith('<!doctype html') || /^<(html|head|body)\b/.test(start)) return 'an HTML page'
  if (start.startsWith('<')) return 'XML'
  return 'no such format'
}

/** No format here comes near it; whatever walks through the body may then recurse. */
const deepest = 60

function shallow(value: unknown, left: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return left > 0 && Object.values(value).every((part) => shallow(part, left - 1))
}

/** A JSON body; some proxies wrap it in a JSON string once more. */
export function parseJson(body: string): unknown {
  const text = body.replace(/^\uFEFF/, '')
  try {
    const value: unknown = JSON.parse(text)
    const inner: unknown = typeof value === 'string' ? JSON.parse(value) : value
    if (shallow(inner, deepest)) return inner
    throw new Error(`nested deeper than ${deepest} levels`)
  } catch (error) {
    const start = text.trimStart()
    if (!/^[[{"]/.test(start)) throw new Unreadable(`the body is ${looksLike(text)}, not JSON`)
    const where = error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 160) : 'broken'
    throw new Unreadable(`the body is not whole or not JSON: ${where}`)
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
