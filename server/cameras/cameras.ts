import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import type { Camera } from '../../shared/cameras.ts'
import { userAgent } from '../feeds/fetch-body.ts'
import { createOpenFetch, type Fetch } from '../feeds/fetch-open.ts'
import { secret } from '../secrets.ts'
import { rewritePlaylist, type Named } from './playlist.ts'

/** The newest picture of a camera, and since when it is this one: a picture that no longer changes is not live. */
interface Picture {
  bytes: Uint8Array<ArrayBuffer>
  type: string
  changed: number
}

const mostPicture = 4_000_000
const mostPlaylist = 500_000
const mostPiece = 20_000_000
const pictureMs = 8_000
const pieceMs = 20_000

const credentials = z.record(z.string(), z.string().includes(':'))
const token = z.tuple([z.enum(['playlist', 'piece']), z.url({ protocol: /^https?$/ })])

const kinds: [start: number[], type: string][] = [
  [[0xff, 0xd8, 0xff], 'image/jpeg'],
  [[0x89, 0x50, 0x4e, 0x47], 'image/png'],
  [[0x52, 0x49, 0x46, 0x46], 'image/webp'],
]

/** A camera that does not answer as one: a sentence for the log. */
export class CameraFailed extends Error {
  override name = 'CameraFailed'
}

/** Asks the cameras of the house in the screens' place: they learn no address, and no name and password leave here. */
export class Cameras {
  readonly #fetch: Fetch
  readonly #sign: Buffer
  readonly #file: string
  readonly #pictures = new Map<string, { asked: number; picture: Promise<Picture> }>()

  constructor(dataDir: string, privateHosts: readonly string[]) {
    this.#fetch = createOpenFetch(privateHosts)
    this.#sign = secret(dataDir, 'cameras')
    this.#file = join(dataDir, 'secrets', 'cameras.json')
  }

  /** The newest picture, asked for once per its rhythm however many screens look. */
  async picture(camera: Camera, now = Date.now()): Promise<Picture> {
    const name = `${camera.id} ${camera.url}`
    const known = this.#pictures.get(name)
    if (known && now - known.asked < camera.everySeconds * 1_000) return known.picture
    const before = await known?.picture.catch(() => undefined)
    const picture = this.#ask(camera, camera.url, pictureMs).then(async (answer) => {
      const bytes = await wholeOf(answer, mostPicture)
      const type = kinds.find(([start]) => start.every((byte, at) => bytes[at] === byte))?.[1]
      if (!type) throw new CameraFailed('what it sends is no JPEG, PNG or WebP')
      const same = before && digestOf(before.bytes) === digestOf(bytes)
      return { bytes, type, changed: same ? before.changed : now }
    })
    picture.catch(() => undefined)
    if (this.#pictures.size > 200) this.#pictures.clear()
    this.#pictures.set(name, { asked: now, picture })
    return picture
  }

  /** The playlist of a stream, or one that it names: what stands in it leads here again. */
  async playlist(camera: Camera, url = camera.url): Promise<string> {
    const answer = await this.#ask(camera, url, pictureMs)
    const text = new TextDecoder().decode(await wholeOf(answer, mostPlaylist))
    const { origin } = new URL(camera.url)
    try {
      return rewritePlaylist(text, url, (found, named) =>
        found.origin === origin ? this.#tokenOf(camera, found.href, named) : undefined,
      )
    } catch (error) {
      throw new CameraFailed(error instanceof Error ? error.message : 'no playlist')
    }
  }

  /** What a token stands for: only what this server has itself written into a playlist of this camera. */
  read(camera: Camera, text: string): { named: Named; url: string } | undefined {
    const [body = '', sign = ''] = text.split('.')
    const right = this.#signOf(camera, body)
    if (sign.length !== right.length || !timingSafeEqual(Buffer.from(sign), Buffer.from(right)))
      return undefined
    const [named, url] = token.parse(JSON.parse(Buffer.from(body, 'base64url').toString()))
    return { named, url }
  }

  /** A piece of a stream as it comes, ended where it grows too long or takes too long. */
  async piece(camera: Camera, url: string): Promise<ReadableStream<Uint8Array>> {
    const answer = await this.#ask(camera, url, pieceMs)
    let length = 0
    const bound = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, out) {
        length += chunk.byteLength
        if (length > mostPiece) out.error(new CameraFailed('a piece is too long'))
        else out.enqueue(chunk)
      },
    })
    if (!answer.body) throw new CameraFailed('it sends nothing')
    return answer.body.pipeThrough(bound)
  }

  async #ask({ id }: Camera, url: string, withinMs: number): Promise<Response> {
    const signIn = this.#credentials()[id]
    const answer = await this.#fetch(url, {
      headers: {
        'user-agent': userAgent,
        ...(signIn && { authorization: `Basic ${Buffer.from(signIn).toString('base64')}` }),
      },
      signal: AbortSignal.timeout(withinMs),
      redirect: 'manual',
    })
    if (answer.status === 200) return answer
    await answer.body?.cancel()
    throw new CameraFailed(`it answered ${answer.status}`)
  }

  /** DATA_DIR/secrets/cameras.json: { "ID": "NAME:PASSWORD" }; read anew, so that no restart is needed. */
  #credentials(): Record<string, string> {
    try {
      return credentials.parse(JSON.parse(readFileSync(this.#file, 'utf8')))
    } catch {
      return {}
    }
  }

  #tokenOf(camera: Camera, url: string, named: Named): string {
    const body = Buffer.from(JSON.stringify([named, url])).toString('base64url')
    return `/api/cctv/${camera.id}/part/${body}.${this.#signOf(camera, body)}`
  }

  #signOf({ id, url }: Camera, body: string): string {
    return createHmac('sha256', this.#sign).update(`${id} ${url} ${body}`).digest('base64url')
  }
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64')

async function wholeOf(answer: Response, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of answer.body ?? []) {
    length += piece.byteLength
    if (length > most) throw new CameraFailed(`it sends more than ${most} bytes`)
    pieces.push(piece)
  }
  return Uint8Array.from(Buffer.concat(pieces))
}
