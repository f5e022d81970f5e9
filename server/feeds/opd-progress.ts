import * as z from 'zod'
import { Refused, Unreadable, type Reader, type Told } from './feed.ts'
import { parseJson } from './json.ts'
import { attempt, checked, readRows, type Remark } from './rows.ts'
import { dayIn, figureIn, percentIn, rowsOf } from './sheet.ts'
import { digest, oneLine, told } from './statement.ts'

/** A word of a name that stays the same from month to month, however it is spelt. */
export const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 80)

/** A month's progress of what a subject names, told on its day; figures that were not reported are left out. */
export function progress(subject: string, asOf: string, data: Record<string, unknown>, row = ''): Told {
  const figures = told({ ...data, asOf })
  const id = [subject, asOf, row, digest(figures)].filter(Boolean).join(':')
  return { id, type: 'project.progressed', subject, time: `${asOf}T00:00:00Z`, data: figures }
}

/** Columns of an e-monev export by what their heading says, in the order of looking. */
const columns: [name: string, heading: RegExp][] = [
  ['no', /^no\b/i],
  ['code', /kode/i],
  ['name', /opd|skpd|satker|perangkat daerah|nama/i],
  ['planned', /(target|renc\w*) fisik/i],
  ['physical', /real\w* fisik/i],
  ['spent', /real\w* keu\w*.*rp/i],
  ['financial', /real\w* keu\w*.*(%|persen|pct)/i],
  ['budget', /pagu|anggaran/i],
  ['asOf', /tanggal|update|diperbarui|per tgl/i],
]

function headingOf(rows: string[][]): { at: number; of: Map<string, number> } {
  for (const [at, row] of rows.slice(0, 25).entries()) {
    const of = new Map<string, number>()
    for (const [name, heading] of columns) {
      const column = row.findIndex((cell, place) => heading.test(cell) && ![...of.values()].includes(place))
      if (column >= 0) of.set(name, column)
    }
    if (of.has('name') && (of.has('physical') || of.has('financial'))) return { at, of }
  }
  throw new Unreadable('no row of headings with an agency and its realised progress')
}

/**
 * An e-monev export: one row per agency, decimal comma, '-' = not reported. The deviation that stands there is passed over:
 * systems differ in its sign, so it is always computed from plan and realisation. The row of totals is no agency.
 */
export const opdEmonev: Reader = {
  format: 'opd-emonev-csv',
  source: '/opd/emonev',
  parse: (body) => {
    const rows = rowsOf(body)
    const { at, of } = headingOf(rows)
    const agencies = rows
      .slice(at + 1)
      .filter(
        (row) => row.some((cell) => cell !== '') && !/^(jumlah|total)/i.test(row[of.get('name')!] ?? ''),
      )
    return readRows(agencies, (row) => emonevRow(row as string[], of))
  },
}

function emonevRow(row: string[], of: Map<string, number>): Told {
  const cell = (name: string) => row[of.get(name) ?? -1]
  const name = oneLine(cell('name'))
  if (!name) throw new Refused('no agency is named')
  const asOf = dayIn(cell('asOf'), 'tanggal')
  if (!asOf) throw new Refused('tanggal: is missing')
  const data = {
    planned: percentIn(cell('planned'), 'target fisik'),
    physical: percentIn(cell('physical'), 'realisasi fisik'),
    financial: percentIn(cell('financial'), 'realisasi keuangan'),
    budget: figureIn(cell('budget'), 'pagu', 'id', 'Rp'),
    spent: figureIn(cell('spent'), 'realisasi keuangan (Rp)', 'id', 'Rp'),
    name,
  }
  return progress(cell('code') || `opd/${slug(name)}`, asOf, data, cell('no'))
}

const amount = z.union([z.string(), z.number(), z.null()]).optional()
const agency = z.object({
  skpd: z.string().min(1),
  pagu: amount,
  rp_realisasi_keuangan: amount,
  persen_realisasi_keuangan: amount,
  target_fisik_akumulasi: amount,
  realisasi_fisik_akumulasi: amount,
  detail: z.object({
    id_instansi: z.union([z.string(), z.number()]).transform(String),
    tahun: z.coerce.number().int().min(2000).max(2100),
    bulan: z.coerce.number().int().min(1).max(12),
  }),
})

/** The SBE system's dashboard API: rupiah are texts, per cents numbers or texts, '' = not reported; per month. */
export const opdSbe: Reader = {
  format: 'opd-sbe-json',
  source: '/opd/sbe',
  parse: (body) => {
    const list = z.object({ data: z.array(z.unknown()) }).safeParse(parseJson(body))
    if (!list.success) throw new Unreadable('the body has no list `data`')
    return readRows(list.data.data, sbeRow)
  },
}

function sbeRow(row: unknown, remark: Remark): Told {
  const { skpd, detail, ...figures } = checked(agency, row)
  const asOf = new Date(Date.UTC(detail.tahun, detail.bulan, 0)).toISOString().slice(0, 10)
  const share = (
    name: 'target_fisik_akumulasi' | 'realisasi_fisik_akumulasi' | 'persen_realisasi_keuangan',
  ) => attempt(() => percentIn(figures[name], name, 'en'), remark, row)
  return progress(detail.id_instansi, asOf, {
    planned: share('target_fisik_akumulasi'),
    physical: share('realisasi_fisik_akumulasi'),
    financial: share('persen_realisasi_keuangan'),
    budget: figureIn(figures.pagu, 'pagu', 'en', 'Rp'),
    spent: figureIn(figures.rp_realisasi_keuangan, 'rp_realisasi_keuangan', 'en', 'Rp'),
    name: oneLine(skpd),
  })
}
