import { readDay } from '../../shared/written-day.ts'
import { Unreadable, type Reader, type Told } from './feed.ts'
import { progress } from './opd-progress.ts'
import { readRows } from './rows.ts'
import { figureIn, percentIn, rowsOf } from './sheet.ts'
import { oneLine } from './statement.ts'

/** Where the figures stand: their columns follow from the lettered line (a, b, … p) under the merged headings. */
const letters = { code: 'a', name: 'b', budget: 'g', planned: 'j', physical: 'k', spent: 'n', financial: 'o' }

/** The name that a line such as 'KEGIATAN : …' gives. */
function said(rows: string[][], word: RegExp): string | undefined {
  for (const row of rows) {
    const at = row.findIndex((cell) => word.test(cell))
    if (at < 0) continue
    const rest = row.slice(at + 1).map((cell) => cell.replace(/^:\s*/, '').trim())
    const found = rest.find((cell) => cell !== '' && !/^(PROGRAM|KEGIATAN|PPTK)$/.test(cell))
    if (found) return found
  }
  return undefined
}

/** The day up to which the sheet speaks: its month where it names one, else its year's first day, which later ones replace. */
function dayOf(head: string[][]): string {
  const text = head.flat().join(' ')
  const year = /\bTAHUN(?: ANGGARAN)? (\d{4})\b/i.exec(text)?.[1]
  const month = /\b(?:BULAN|S\.?\/?D\.?|KEADAAN)\s*:?\s*([A-Z]{3,9})\b/i.exec(text)?.[1]
  const read = month && year ? readDay(`${month} ${year}`) : undefined
  if (read && 'day' in read && read.day) return read.day
  if (!year) throw new Unreadable('the sheet names no year')
  return `${year}-01-01`
}

/**
 * The sheet 'Laporan Realisasi Fisik dan Keuangan': headings over several merged rows, then a line of letters. One statement
 * per account at the top (BELANJA DAERAH); the accounts below are its parts. Blank progress was not reported, which is not 0.
 */
export const opdLra: Reader = {
  format: 'opd-lra-fisik-keuangan-csv',
  source: '/opd/lra',
  parse: (body) => {
    const rows = rowsOf(body)
    const title = rows.slice(0, 12).some((row) => row.some((cell) => /realisasi fisik/i.test(cell)))
    const lettered = rows.findIndex((row) => row.includes('a') && row.includes('b') && row.includes('g'))
    if (!title || lettered < 0) throw new Unreadable('no Laporan Realisasi Fisik dan Keuangan')
    const head = rows.slice(0, lettered)
    const asOf = dayOf(head)
    const activity = said(head, /^KEGIATAN$/i) ?? said(head, /^PROGRAM$/i)
    const unit = said(head, /^(SUB UNIT KERJA|SKPD)$/i)
    const column = (letter: string) => rows[lettered]!.indexOf(letter)
    const accounts = rows.slice(lettered + 1).filter((row) => /^\d+$/.test(row[column('a')] ?? ''))
    return readRows(accounts, (row) => account(row as string[], column, asOf, [activity, unit]))
  },
}

function account(
  row: string[],
  column: (letter: string) => number,
  asOf: string,
  [activity, unit]: (string | undefined)[],
): Told {
  const cell = (name: keyof typeof letters) => row[column(letters[name])]
  const code = /^[\d.]+/.exec(activity ?? '')?.[0] ?? activity
  const subject = ['lra', unit, code, cell('code')].filter(Boolean).join('/').slice(0, 200)
  return progress(subject, asOf, {
    planned: percentIn(cell('planned'), 'progres fisik, renc'),
    physical: percentIn(cell('physical'), 'progres fisik, real'),
    financial: percentIn(cell('financial'), 'progres keuangan, %'),
    budget: figureIn(cell('budget'), 'anggaran', 'id', 'Rp'),
    spent: figureIn(cell('spent'), 'progres keuangan, real Rp', 'id', 'Rp'),
    name: oneLine([activity, cell('name')].filter(Boolean).join(': ')),
  })
}
