import { XMLParser, XMLValidator } from 'fast-xml-parser'
import * as z from 'zod'
import { Unreadable } from './feed.ts'
import { isRecord, looksLike } from './json.ts'

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  htmlEntities: true,
})

/**
 * An XML body as plain records: namespaces' prefixes off, attributes as '@name', text kept as text. A document that declares
 * a DOCTYPE is refused: none of the formats read here has one, and its entities may grow without bound
 * (https://owasp.org/www-community/vulnerabilities/XML_External_Entity_(XXE)_Processing).
 */
export function parseXml(body: string): Record<string, unknown> {
  const text = body.replace(/^\uFEFF/, '').trimStart()
  const what = looksLike(text)
  if (what !== 'XML') throw new Unreadable(`the body is ${what}, not XML`)
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new Unreadable('the document declares a DOCTYPE: not read')
  try {
    const valid = XMLValidator.validate(text)
    if (valid !== true) throw new Unreadable(`line ${valid.err.line}: ${valid.err.msg}`)
    const tree: unknown = parser.parse(text)
    if (isRecord(tree)) return tree
    throw new Unreadable('no element in it')
  } catch (error) {
    const where = error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 160) : 'broken'
    throw new Unreadable(`the body is not whole or not XML: ${where}`)
  }
}

/** An element that may stand never, once or often, as a list; empty ones are left out. */
export function list(value: unknown): unknown[] {
  return (Array.isArray(value) ? value : [value]).filter((part) => part !== undefined && part !== '')
}

/** The text of an element, the first where it stands more often; undefined when there is none or it is empty. */
export function textOf(value: unknown): string | undefined {
  const first: unknown = list(value)[0]
  const text = isRecord(first) ? first['#text'] : first
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined
}

/** Schema of an element with text, attributes or not; empty counts as missing. */
export const text = z.preprocess(textOf, z.string({ error: 'is missing' }))
export const maybeText = z.preprocess(textOf, z.string().optional())

/** Schema of an element that may stand never, once or often. */
export function many<T extends z.ZodType>(item: T) {
  return z.preprocess(list, z.array(item))
}
