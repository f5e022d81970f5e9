import sharp, { type Metadata } from 'sharp'
import { crc32, deflateSync } from 'node:zlib'

const colour = { r: 40, g: 90, b: 160 }

/** A picture of that size with what a phone puts beside it: GPS, its make, XMP. */
export const photo = (width = 64, height = 48): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: colour } })
    .withExif({
      IFD0: { Make: 'Ponsel Contoh', Copyright: 'Budi Contoh' },
      IFD3: {
        GPSLatitudeRef: 'S',
        GPSLatitude: '8/1 42/1 0/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '116/1 16/1 0/1',
      },
    })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><rahasia>Budi Contoh</rahasia></x:xmpmeta>')
    .jpeg()
    .toBuffer()

/** A plain picture of a type. */
export const picture = (type: 'png' | 'webp' | 'gif' | 'tiff' | 'avif'): Promise<Buffer> =>
  sharp({ create: { width: 64, height: 48, channels: 3, background: colour } })
    .toFormat(type)
    .toBuffer()

/** What stands in a picture besides its pixels. */
export const beside = async (bytes: Uint8Array): Promise<Metadata> => sharp(bytes).metadata()

/** A whole PNG of two colours in about a thousandth of its pixels: width × height may be anything. */
export function bomb(width: number, height: number): Buffer {
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name), data])
    const ends = Buffer.alloc(8)
    ends.writeUInt32BE(data.length)
    ends.writeUInt32BE(crc32(body), 4)
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
  }
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0])
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  const pixels = deflateSync(Buffer.alloc((1 + Math.ceil(width / 8)) * height), { level: 1 })
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
