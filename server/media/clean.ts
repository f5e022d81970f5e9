import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { problem, Refusal } from '../../shared/events/problem.ts'
import { adviceFor, typeOf, type MediaType } from './kind.ts'

/** A picture made anew from its pixels: nothing else of what was sent is in it. */
interface Cleaned {
  bytes: Buffer
  type: MediaType
}

/** A picture that is made to take long to decode is given up. */
const usualPatienceMs = 20_000

const reasons: Record<string, string> = {
  pixels: 'the picture has more than 51 million pixels: send it smaller',
  broken: 'the picture is broken or not whole: open it, save it anew as JPEG or PNG, and send that',
  late: 'the picture takes too long to read: save it anew as JPEG or PNG, and send that',
}

/**
 * Decodes a picture and encodes it anew in its type, upright, in sRGB, at most 3,840 pixels wide and high: EXIF, GPS, XMP,
 * comments, thumbnails and whatever was hung on are gone. Refusal 415 for another type, 422 for a broken or too large
 * one. `signal` gives it up.
 */
export async function clean(
  bytes: Uint8Array,
  signal: AbortSignal,
  patienceMs = usualPatienceMs,
): Promise<Cleaned> {
  const type = typeOf(bytes)
  if (!type) throw new Refusal(problem(415, 'Not a picture that is taken', adviceFor(bytes)))
  // It needs nothing of the environment, and so it gets none of its secrets.
  const child = spawn(process.execPath, [join(import.meta.dirname, 'decode.ts')], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {},
    signal,
    killSignal: 'SIGKILL',
    timeout: patienceMs,
  })
  // A decoder that has seen enough closes its end early; what became of it is told by its exit.
  child.stdin.on('error', () => undefined).end(bytes)
  const [answer, [code, killed]] = await Promise.all([buffer(child.stdout), once(child, 'close')])
  if (code === 0) return { bytes: answer, type }
  const reason = killed === 'SIGKILL' ? 'late' : answer.toString()
  throw new Refusal(problem(422, 'Not a whole picture', reasons[reason] ?? reasons.broken ?? reason))
}
