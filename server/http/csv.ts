/** The beginnings of which a spreadsheet makes something else than text, the wide forms of East Asian keyboards too. */
const formula = /^(\s*[=+\-@＝＋－＠]|[\t\r\n])/

/**
 * One line of CSV (https://www.rfc-editor.org/rfc/rfc4180): quoted where it must be, ended by CR LF. A text that a
 * spreadsheet would take for a formula gets an apostrophe before it.
 */
export function csvLine(values: readonly (string | number)[]): string {
  return `${values.map(cell).join(',')}\r\n`
}

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const text = formula.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
