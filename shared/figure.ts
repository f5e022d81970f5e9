/** How a sheet writes its numbers: `id` 1.234,5 · `en` 1,234.5. Declared, never guessed. */
export type Notation = 'id' | 'en'

/** What a written figure says: its value and unit; nothing reported (value null); or why it cannot be read. */
type Figure =
  | { value: number; unit: string }
  | { value: null; unit: string }
  /** `readings`: what it could mean, where a person has to say which. */
  | { reason: string; readings?: number[] }

const signs = { id: { thousand: '.', decimal: ',' }, en: { thousand: ',', decimal: '.' } } as const

/** Units of what is counted whole: there a group of three digits is thousands. */
const counted =
  /^(rp|rupiah|idr|unit|buah|jiwa|orang|kk|desa|sekolah|guru|titik|sambungan|paket|laporan|anak|keluarga|ruas|izin|dokumen|kali)\b/i

const absent = new Set(['', '-', '–', '—', 'n/a', 'na', 'belum ada', 'tidak ada data', 'nihil data'])

const grouped = (digits: string, sign: string) =>
  new RegExp(`^\\d{1,3}(\\${sign}\\d{3})+$`).test(digits) && !digits.startsWith('0')

/**
 * Reads a figure as officials write it: 'Rp 18.072.000.000,-', '69, 34 persen', '2. 774 unit', '0.751%', '(7,32)'. Blanks
 * after a sign are passed over. A blank cell or '-' was not reported, which is not 0. What could be a thousand or a decimal
 * in a unit that is measured ('2.037.106 km') is not guessed: both readings are given back. `unit` is that of the column.
 */
export function readFigure(written: string | number, notation: Notation = 'id', unit = ''): Figure {
  if (typeof written === 'number')
    return Number.isFinite(written) ? { value: written, unit } : { reason: 'is not a number' }
  const text = written.replace(/[\u00a0\u202f\s]+/g, ' ').trim()
  if (absent.has(text.toLowerCase())) return { value: null, unit }
  const shape =
    /^(\()?\s*(?:(rp|idr)\.?\s*)?([+\-−]?)\s*(?:(rp|idr)\.?\s*)?(\d[\d.,]*(?:(?<=[.,]) \d[\d.,]*)*)(,-|\.-)?\s*(\))?\s*(\D.*)?$/i.exec(
      text,
    )
  if (!shape) return { reason: 'is not a number' }
  const [, open, before, sign = '', after, digits = '', , close, tail = ''] = shape
  if (Boolean(open) !== Boolean(close)) return { reason: 'is not a number' }
  const said = (before ?? after) ? 'Rp' : unitOf(tail)
  if (said === undefined) return { reason: 'is not one number' }
  const of = said || unit
  const bare = digits.replaceAll(' ', '').replace(/[.,]$/, '')
  const read = plain(bare, notation, counted.test(of) || of === 'Rp')
  if ('reason' in read) return read
  const value = open || sign === '-' || sign === '−' ? -read.value : read.value
  return { value: value === 0 ? 0 : value, unit: of }
}

/** A unit is words and signs without digits but those of m2 and m3. */
function unitOf(tail: string): string | undefined {
  const word = tail.trim().replace(/\.$/, '')
  if (/\d/.test(word.replace(/\bk?m[23]\b/gi, ''))) return undefined
  return /^(persen|per cent|percent|pct|prosen)$/i.test(word) ? '%' : word
}

function plain(
  digits: string,
  notation: Notation,
  whole: boolean,
): { value: number } | { reason: string; readings?: number[] } {
  const dots = digits.split('.').length - 1
  const commas = digits.split(',').length - 1
  if (dots + commas === 0) return { value: Number(digits) }
  if (dots > 0 && commas > 0) return both(digits)
  const sign = dots > 0 ? '.' : ','
  const many = dots + commas > 1
  const asDecimal = Number(
    digits.replaceAll(sign, (_, at: number) => (at === digits.lastIndexOf(sign) ? '.' : '')),
  )
  const thousands = grouped(digits, sign)
  if (!thousands) return many ? { reason: 'is not one number' } : { value: Number(digits.replace(sign, '.')) }
  const asThousands = Number(digits.replaceAll(sign, ''))
  if (sign === signs[notation].decimal && !many) return { value: asDecimal }
  if (whole) return { value: asThousands }
  return {
    reason: 'could be thousands or a decimal: write which is meant',
    readings: [asThousands, asDecimal],
  }
}

/** Both signs: the last one is the decimal sign, the other one groups; it may stand once only. */
function both(digits: string): { value: number } | { reason: string } {
  const decimal = digits.lastIndexOf('.') > digits.lastIndexOf(',') ? '.' : ','
  const thousand = decimal === '.' ? ',' : '.'
  const [head = '', tail = '', ...rest] = digits.split(decimal)
  if (rest.length > 0 || tail.includes(thousand) || !grouped(head, thousand))
    return { reason: 'is not one number' }
  return { value: Number(`${head.replaceAll(thousand, '')}.${tail || '0'}`) }
}
