import type { ReportContent } from '../events/sitrep.ts'
import type { Section } from './section.ts'
import { changeText, numberText, rangeText } from './text.ts'

/** Aid by item; a need that nobody stated and nothing computes is not known, which is not 0. */
export function aidTable({ aid }: ReportContent, first: boolean): Section['tables'] {
  const shown = aid.filter(({ computed, asked, asOf }) => computed ?? asked ?? asOf)
  if (shown.length === 0) return []
  const withChange = (value: number, before: number | undefined, asOf: string | undefined): string => {
    if (asOf === undefined) return 'belum dicatat'
    const change = changeText(value, before, first || before === undefined)
    return numberText(value) + (change && change !== 'tetap' ? ` (${change})` : '')
  }
  const columns = ['Dibutuhkan', 'Diterima', 'Disalurkan', 'Persediaan', 'Kekurangan']
  return [
    {
      columns: [
        { title: 'Bantuan', width: 25 },
        ...columns.map((title) => ({ title, width: 15, right: true })),
      ],
      rows: shown.map((line) => [
        `${line.title} (${line.unit})`,
        needText(line),
        withChange(line.received, line.before?.received, line.asOf),
        withChange(line.distributed, line.before?.distributed, line.asOf),
        withChange(line.inStock, line.before?.inStock, line.asOf),
        line.short ? rangeText(line.short) : 'belum diketahui',
      ]),
    },
  ]
}

function needText({ computed, asked }: ReportContent['aid'][number]): string {
  if (computed && asked !== undefined && asked > computed[1]) return numberText(asked)
  return computed ? rangeText(computed) : asked === undefined ? 'belum diketahui' : numberText(asked)
}
