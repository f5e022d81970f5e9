const months = ['jan', 'feb', 'mar', 'apr', 'mei', 'jun', 'jul', 'agu', 'sep', 'okt', 'nov', 'des']
/** Other spellings, by their first letters: English, Peb(ruari), Nop(ember), Ag(us)t. */
const spellings: Record<string, string> = {
  peb: 'feb',
  may: 'mei',
  aug: 'agu',
  agt: 'agu',
  ags: 'agu',
  oct: 'okt',
  nop: 'nov',
  dec: 'des',
}

/** A calendar day as it was written, or why it is none. */
type WrittenDay = { day: string } | { day: null } | { reason: string }

/** The day 1899-12-30, from which spreadsheets count. */
const sheetZero = Date.UTC(1899, 11, 30)
const dayMs = 86_400_000

/**
 * A day as officials write it: 2026-06-30, 30/06/2026, 30-06-26 (day first), '30 Juni 2026', '1 March 2015', 'Juni 2026' (its last
 * day), an RFC 3339 time (its day as written), a spreadsheet's serial number. Days that do not exist are refused: '31 Juni 2026'.
 */
export function readDay(written: string | number): WrittenDay {
  const text = String(written).replace(/\s+/g, ' ').trim()
  if (text === '' || text === '-') return { day: null }
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d\d:\d\d.*)?$/.exec(text)
  if (iso) return existing(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const short = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d\d)$/.exec(text)
  if (short) return existing(yearOf(short[3] ?? ''), Number(short[2]), Number(short[1]))
  const words = /^(?:[a-z]+, )?(\d{1,2})[ -]([a-z]{3,9})\.?[ -](\d{4}|\d\d)$/i.exec(text)
  if (words) return existing(yearOf(words[3] ?? ''), monthOf(words[2] ?? ''), Number(words[1]))
  const month = /^([a-z]{3,9})\.? (\d{4})$/i.exec(text) ?? /^(\d{4})-(\d\d)$/.exec(text)
  if (month) return lastOf(month[1] ?? '', month[2] ?? '')
  if (/^\d{5}(\.\d+)?$/.test(text))
    return { day: new Date(sheetZero + Math.floor(Number(text)) * dayMs).toISOString().slice(0, 10) }
  return { reason: 'is not a day' }
}

const yearOf = (text: string) => (text.length === 2 ? 2000 + Number(text) : Number(text))

/** 1 to 12 by the name of a month, Indonesian or English, whole or cut; 0 where it is none. */
export function monthOf(name: string): number {
  const short = name.slice(0, 3).toLowerCase()
  return months.indexOf(spellings[short] ?? short) + 1
}

function existing(year: number, month: number, day: number): WrittenDay {
  const date = new Date(Date.UTC(year, month - 1, day))
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return real ? { day: date.toISOString().slice(0, 10) } : { reason: 'there is no such day' }
}

function lastOf(first: string, second: string): WrittenDay {
  const [year, month] = /^\d/.test(first) ? [first, Number(second)] : [second, monthOf(first)]
  if (month < 1 || month > 12) return { reason: 'there is no such month' }
  return { day: new Date(Date.UTC(Number(year), month, 0)).toISOString().slice(0, 10) }
}
