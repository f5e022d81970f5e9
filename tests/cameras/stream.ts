/** A moving picture of 16 × 16 dots, made by hand: fragmented MP4 (ISO/IEC 14496-12) of H.264 (ITU-T H.264) without compression. */

const text = (word: string) => Buffer.from(word, 'latin1')
const u32 = (...values: number[]) => Buffer.concat(values.map((value) => Buffer.from([value >>> 24, value >>> 16, value >>> 8, value].map((byte) => byte & 255)))) // prettier-ignore
const u16 = (...values: number[]) => Buffer.from(values.flatMap((value) => [(value >> 8) & 255, value & 255]))
const none = (bytes: number) => Buffer.alloc(bytes)

function box(type: string, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  return Buffer.concat([u32(body.length + 8), text(type), body])
}
const full = (type: string, flags: number, ...parts: Buffer[]) => box(type, u32(flags), ...parts)

/** Fields of bits as bytes, filled up with noughts. */
function bits(...fields: string[]): Buffer {
  const all = fields.join('')
  const filled = all.padEnd(Math.ceil(all.length / 8) * 8, '0')
  return Buffer.from(filled.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)))
}
const stop = '1'

/** Profile 66 (constrained baseline), level 1.0; numbers of pictures in four bits, order as decoded, one macroblock. */
const sps = Buffer.concat([
  Buffer.from([0x67, 66, 0xc0, 10]),
  bits('1', '1', '011', '1', '0', '1', '1', '1', '1', '0', '0', stop),
])
const pps = Buffer.concat([
  Buffer.from([0x68]),
  bits('1', '1', '0', '0', '1', '1', '1', '0', '00', '1', '1', '1', '0', '0', '0', stop),
])

/** One whole picture: a slice of one macroblock whose dots stand there as they are (I_PCM), as grey as `grey`. */
function picture(turn: number, grey: number): Buffer {
  const start = bits('1', '0001000', '1', '0000', turn % 2 ? '010' : '1', '0', '0', '1', '000011010')
  const dots = [Buffer.alloc(256, grey), Buffer.alloc(128, 128)]
  const nal = Buffer.concat([Buffer.from([0x65]), start, ...dots, Buffer.from([0x80])])
  return Buffer.concat([u32(nal.length), nal])
}

const size = 16
const thousand = 1_000
const matrix = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)

/** What a player reads first: one track of 16 × 16, in thousandths of a second. */
export function initSegment(): Buffer {
  const avcC = box('avcC', Buffer.from([1, 66, 0xc0, 10, 0xff, 0xe1]), u16(sps.length), sps, Buffer.from([1]), u16(pps.length), pps) // prettier-ignore
  const avc1 = box('avc1', none(6), u16(1), none(16), u16(size, size), u32(0x480000, 0x480000, 0), u16(1), none(32), u16(24, 0xffff), avcC) // prettier-ignore
  const empty = ['stts', 'stsc', 'stco'].map((type) => full(type, 0, u32(0)))
  const stbl = box('stbl', full('stsd', 0, u32(1), avc1), ...empty, full('stsz', 0, u32(0, 0)))
  const dinf = box('dinf', full('dref', 0, u32(1), full('url ', 1)))
  const minf = box('minf', full('vmhd', 1, none(8)), dinf, stbl)
  const hdlr = full('hdlr', 0, u32(0), text('vide'), none(12), text('v\0'))
  const mdia = box('mdia', full('mdhd', 0, u32(0, 0, thousand, 0), u16(0x55c4, 0)), hdlr, minf)
  const tkhd = full(
    'tkhd',
    3,
    u32(0, 0, 1, 0, 0),
    none(8),
    u16(0, 0, 0, 0),
    matrix,
    u32(size << 16, size << 16),
  )
  const mvhd = full(
    'mvhd',
    0,
    u32(0, 0, thousand, 0, 0x10000),
    u16(0x100, 0),
    none(8),
    matrix,
    none(24),
    u32(2),
  )
  const mvex = box('mvex', full('trex', 0, u32(1, 1, 0, 0, 0)))
  const ftyp = box('ftyp', text('iso6'), u32(1), text('iso6'), text('mp41'))
  return Buffer.concat([ftyp, box('moov', mvhd, box('trak', tkhd, mdia), mvex)])
}

/** The second from `at` on, in two pictures of half a second. */
export function segment(at: number): Buffer {
  const pictures = [picture(at * 2, 60 + (at % 5) * 30), picture(at * 2 + 1, 200)]
  const tfhd = full('tfhd', 0x20000, u32(1))
  const tfdt = full('tfdt', 0, u32(at * thousand))
  const samples = pictures.flatMap(({ length }) => [500, length, 0x02000000])
  const trun = (offset: number) => full('trun', 0x701, u32(pictures.length, offset, ...samples))
  const moof = (offset: number) =>
    box('moof', full('mfhd', 0, u32(at + 1)), box('traf', tfhd, tfdt, trun(offset)))
  return Buffer.concat([moof(moof(0).length + 8), box('mdat', ...pictures)])
}

/** The playlist of a stream that has run for so many seconds: its last five (RFC 8216). */
export function livePlaylist(seconds: number): string {
  const first = Math.max(0, seconds - 4)
  const names = Array.from({ length: 5 }, (_, at) => `#EXTINF:1,\ns${first + at}.m4s`)
  const head = ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-TARGETDURATION:1', `#EXT-X-MEDIA-SEQUENCE:${first}`]
  return [...head, '#EXT-X-MAP:URI="init.mp4"', ...names].join('\n')
}
