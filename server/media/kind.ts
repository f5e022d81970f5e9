/** What is taken in: what every browser shows and a phone's camera or a scanner makes. */
export const mediaTypes = ['image/jpeg', 'image/png', 'image/webp'] as const
export type MediaType = (typeof mediaTypes)[number]

/** The ending of a file of that type. */
export const endings: Record<MediaType, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
}

const text = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.subarray(from, to)).toString('latin1')

/** The type by the first bytes, whatever the sender calls it; undefined: none of those that are taken. */
export function typeOf(bytes: Uint8Array): MediaType | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg'
  if (text(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png'
  if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 12) === 'WEBP') return 'image/webp'
  return undefined
}

const others: [name: string, advice: string, is: (start: string) => boolean][] = [
  [
    'HEIC or AVIF',
    'save it as JPEG (iPhone: Settings, Camera, Formats, Most Compatible)',
    (start) => /^.{4}ftyp(hei|hev|mif|msf|avi)/s.test(start),
  ],
  ['SVG or another text', 'export it as PNG', (start) => /^[\s\u00ef\u00bb\u00bf]*</.test(start)],
  ['GIF', 'save it as PNG', (start) => start.startsWith('GIF8')],
  ['TIFF', 'save it as JPEG', (start) => start.startsWith('II*\0') || start.startsWith('MM\0*')],
  ['BMP', 'save it as PNG', (start) => start.startsWith('BM')],
  ['PDF', 'send a photo or a picture of the page', (start) => start.startsWith('%PDF')],
  ['a video', 'send a photo', (start) => /^.{4}ftyp|^\x1aE\xdf\xa3/s.test(start)],
  ['an archive', 'send each photo by itself', (start) => /^(PK|\x1f\x8b|7z|Rar!)/.test(start)],
]

/** What a body that is not taken looks like, and what to send instead: one sentence. */
export function adviceFor(bytes: Uint8Array): string {
  const start = text(bytes, 0, 64)
  if (start === '') return 'the body is empty: send a JPEG, PNG or WebP picture'
  const [name, advice] = others.find(([, , is]) => is(start)) ?? []
  if (!name) return 'this is no picture that is known here: send JPEG, PNG or WebP'
  return `this is ${name}, which is not taken: ${advice}; JPEG, PNG and WebP are`
}
