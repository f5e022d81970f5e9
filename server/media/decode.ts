import { writeFileSync } from 'node:fs'
import { setPriority } from 'node:os'
import { buffer } from 'node:stream/consumers'
import sharp, { type Sharp } from 'sharp'
import { typeOf, type MediaType } from './kind.ts'

/**
 * A process of its own for one picture: stdin is the picture, stdout the picture made anew and exit code 0, or why not
 * (`pixels`, `broken`) and exit code 2. What breaks a decoder, or eats memory, breaks this process and no other.
 */

/** More than a phone's sensor gives out by default (48 to 50 megapixels); decoded it takes about 200 MB. */
const mostPixels = 51_000_000
/** A 4K wall shows no more. */
const longestSide = 3_840

const encode = {
  'image/jpeg': (image: Sharp) => image.jpeg({ quality: 85 }),
  'image/png': (image: Sharp) => image.png(),
  'image/webp': (image: Sharp) => image.webp({ quality: 85 }),
} satisfies Record<MediaType, (image: Sharp) => Sharp>

/** Upright, in sRGB, no larger than a wall shows; sharp writes no metadata unless it is asked to. */
async function anew(bytes: Buffer): Promise<Buffer> {
  const type = typeOf(bytes)
  if (!type) throw new Error('another type')
  const image = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error', pages: 1 }).autoOrient()
  const size = { width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true } as const
  return encode[type](image.resize(size)).toBuffer()
}

/** Whoever tells what happens comes first, for the processor and, where memory is short, for the kernel. */
function stepBack(): void {
  try {
    setPriority(10)
    writeFileSync('/proc/self/oom_score_adj', '900')
  } catch {
    // Not every system has these.
  }
}

stepBack()
sharp.concurrency(1)
// No decoder but the three: libvips knows dozens of formats.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
})
try {
  process.stdout.write(await anew(await buffer(process.stdin)))
} catch (error) {
  process.stdout.write(error instanceof Error && /pixel limit/i.test(error.message) ? 'pixels' : 'broken')
  process.exitCode = 2
}
