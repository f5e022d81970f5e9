import { Unreadable } from './feed.ts'

/** What a body is, where it is not what it should be: an HTML page, nothing, half of something. */
export function looksLike(body: string): string {
  const start = body.trimStart().slice(0, 200).toLowerCase()
  if (start === '') return 'nothing'
  if (start.startsWith('<!doctype html') || /^<(html|head|body)\b/.test(start)) return 'an HTML page'
  if (start.startsWith('<')) return 'XML'
  return 'no such format'
}

/** A JSON body; some proxies wrap it in a JSON string once more. */
export function parseJson(body: string): unknown {
  const text = body.replace(/^\uFEFF/, '')
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'string' ? JSON.parse(value) : value
  } catch (error) {
    const start = text.trimStart()
    if (!/^[[{"]/.test(start)) throw new Unreadable(`the body is ${looksLike(text)}, not JSON`)
    const where = error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 160) : 'broken'
    throw new Unreadable(`the body is not whole or not JSON: ${where}`)
  }
}
