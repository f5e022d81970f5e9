import { Hono } from 'hono'
import { problem, Refusal } from '../../shared/events/problem.ts'
import { audienceOf } from '../access/caller.ts'
import { endings } from '../media/kind.ts'
import { referenceOf } from '../vault/originals.ts'
import { readBody } from './body.ts'
import { allow, type Env } from './context.ts'
import { unwatched } from './guests.ts'
import { isKept } from './is-kept.ts'
import { noteReading, readingReason } from './staff.ts'

const mostBytes = 15_000_000
const photo = '/api/media/:sha256{[0-9a-f]{64}}'
const notFound = () => new Refusal(problem(404, 'Not found', 'there is no such photo here'))

/** What is given out is a picture and nothing else, whatever a browser may think it is. */
const pictureOnly = "default-src 'none'; sandbox"

/** Photos: taken in cleaned, given to staff, and to the wall once a person has released them. */
export const media = new Hono<Env>()
  .post('/api/media', allow('feeder', 'operator', 'executive', 'agency'), async (c) => {
    const { caller, world, server } = c.var
    const leave = server.media.queue.enter(caller.ref)
    try {
      const sent = await pictureIn(await readBody(c, mostBytes), c.req.header('content-type') ?? '')
      const kept = await server.media.take(world.info.name, sent)
      c.header('Location', `/api/media/${kept.sha256}`)
      return c.json(kept, 201)
    } finally {
      leave()
    }
  })
  .get(photo, allow('operator', 'executive', 'agency', 'display'), async (c) => {
    const { caller, world, server } = c.var
    const sha256 = c.req.param('sha256')
    const wall = audienceOf(caller) === 'wall'
    if (wall && !world.present.situations.wall.media.has(sha256)) throw notFound()
    const etag = `"${sha256}"`
    c.header('ETag', etag)
    c.header('Vary', 'Authorization, Cookie')
    // The bytes behind a hash never change, but a release may be taken back: the wall asks every time.
    c.header('Cache-Control', wall ? 'private, no-cache' : 'private, max-age=31536000, immutable')
    if (isKept(c, etag) && (await server.media.has(sha256))) return c.body(null, 304)
    const found = await server.media.get(sha256)
    if (!found) throw notFound()
    c.header('Content-Type', found.type)
    c.header('Content-Disposition', `inline; filename="${sha256.slice(0, 12)}.${endings[found.type]}"`)
    c.header('Content-Security-Policy', pictureOnly)
    return c.body(new Uint8Array(found.bytes))
  })
  .get(`${photo}/original`, allow('operator'), unwatched(), async (c) => {
    const { world, server } = c.var
    const reason = readingReason(c)
    const sha256 = c.req.param('sha256')
    const found = await server.media.originals.read(world.info.name, sha256)
    if (found === undefined) throw notFound()
    await noteReading(c, referenceOf(world.info.name, sha256), reason)
    if (found === 'erased') throw new Refusal(problem(410, 'Erased', 'this photo was erased on request'))
    c.header('Cache-Control', 'no-store')
    c.header('Content-Type', 'application/octet-stream')
    c.header('Content-Disposition', `attachment; filename="${sha256.slice(0, 12)}"`)
    return c.body(new Uint8Array(found))
  })

/** The picture of a request: its body, or the one file of a form. */
async function pictureIn(body: Buffer, contentType: string): Promise<Buffer<ArrayBuffer>> {
  if (!/^multipart\/form-data\b/i.test(contentType)) return Buffer.from(body)
  const headers = { 'content-type': contentType }
  const form = await new Response(new Uint8Array(body), { headers }).formData().catch(() => undefined)
  if (!form) throw new Refusal(problem(400, 'Bad request', 'the form is broken or not whole'))
  const files = [...form.values()].filter((part) => part instanceof File)
  const [file] = files
  if (!file || files.length > 1)
    throw new Refusal(problem(422, 'Not one picture', 'send one picture per request'))
  return Buffer.from(await file.arrayBuffer())
}
