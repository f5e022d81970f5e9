import { cap } from './cap.ts'
import type { Feed } from './feed.ts'
import { digest } from './statement.ts'

/** A CAP file, or an Atom or RSS list of them, that the installation names. */
export interface CapAddress {
  name: string
  url: string
}

/**
 * Reads the configured addresses: separated by blanks or commas, each `URL` or `NAME=URL`; without a name it is called after
 * its kind and host. Throws a sentence that names what is wrong.
 */
export function capAddresses(text: string, kind = 'cap'): CapAddress[] {
  const found = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((part) => capAddress(part, kind))
  const names = found.map(({ name }) => name)
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice) throw new Error(`${twice} is named twice`)
  return found
}

function capAddress(part: string, kind: string): CapAddress {
  const [, given, address = ''] = /^(?:([\w.-]+)=)?(.*)$/s.exec(part) ?? []
  const url = URL.parse(address)
  if (!url || !/^https?:$/.test(url.protocol))
    throw new Error(`${part} is not an http:// or https:// address`)
  const path = `${url.pathname}${url.search}`
  const own = path === '/' ? '' : `-${digest(path).slice(0, 6)}`
  return { name: given ?? `${kind}-${url.hostname}${own}`, url: address }
}

/** The feed of such an address. Its source is the address without the query, where a key may stand. */
export function capFeed({ name, url }: CapAddress): Feed {
  const { origin, pathname, hostname } = new URL(url)
  return {
    name,
    title: `Peringatan (${name})`,
    owner: hostname,
    source: `${origin}${pathname}`,
    everySeconds: 120,
    lateAfterSeconds: 900,
    url,
    reader: cap,
    detail: cap,
  }
}
