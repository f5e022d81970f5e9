import type { Role } from '../../server/access/caller.ts'
import { ask, type Asked } from '../http/ask.ts'
import type { Options } from '../../server/options.ts'
import { running, type Running } from '../http/running.ts'

export const goodPassword = 'kata sandi yang panjang'

/** A browser as a program: keeps its cookies, and sends the Origin of this server's pages. */
export class Browser {
  readonly cookies = new Map<string, string>()
  /** The Set-Cookie headers of all answers, as they came. */
  readonly given: string[] = []
  readonly #address: string
  readonly origin: string

  constructor(address: string) {
    this.#address = address
    this.origin = new URL(address).origin
  }

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  async ask(method: string, path: string, body?: unknown, more: Record<string, string> = {}): Promise<Said> {
    const cookie = this.cookie
    const text = body === undefined ? undefined : JSON.stringify(body)
    const answer = await ask({ address: this.#address }, path, {
      method,
      origin: this.origin,
      ...(cookie && { cookie }),
      ...(text !== undefined && {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(text)),
        body: text,
      }),
      ...more,
    })
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
      this.given.push(line)
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      if (/max-age=0/i.test(line)) this.cookies.delete(pair.slice(0, at))
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return { ...answer, body: parsed(answer.text) }
  }

  get(path: string): Promise<Said> {
    return this.ask('GET', path)
  }

  post(path: string, body: unknown = {}): Promise<Said> {
    return this.ask('POST', path, body)
  }
}

interface Said extends Asked {
  body: Record<string, unknown>
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}

/** A server that opens no page on loopback, as `npm start` runs it. */
export const strict = (env: Record<string, string> = {}, options: Options = {}): Promise<Running> =>
  running(env, { pageRole: undefined, ...options })

/** What passwords cost in earnest. */
export const earnest = { passwords: undefined }

let number = 0

/** A signed-in person of that role, made through a one-time link. */
export async function signedIn(server: Running, role: Role, email = `orang${++number}@uji.test`) {
  const { people } = server.server.access
  const token = await people.links.create({ email, name: `Orang ${number}`, role })
  const browser = new Browser(server.address)
  const answer = await browser.post('/api/links', { token, password: goodPassword })
  if (answer.status !== 200) throw new Error(`not signed in: ${answer.text}`)
  return { browser, email }
}

/** Events of a type in the log of the real world. */
export async function noted(server: Running, type: string) {
  const { log } = server.server.worlds.find()!
  const { seq } = await log.head()
  return (await log.read(0, seq)).filter((event) => event.type === type)
}

/** A counter of /metrics. */
export async function refusals(server: Running, door: string): Promise<number> {
  const text = await (await server.server.metrics.load()).text()
  return Number(new RegExp(`^ruang_refused_total\\{door="${door}"\\} (\\d+)`, 'm').exec(text)?.[1])
}
