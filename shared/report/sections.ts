import type { ReportContent, ReportFigure, ReportTexts } from '../events/sitrep.ts'
import { aidTable } from './aid-table.ts'
import type { Section } from './section.ts'
import { cellMoment, changeText, momentText, numberText, rangeText, untilText } from './text.ts'
import { hazardWord, levelWords, resourceWords, stageWords, statusWords, taskWords } from './words.ts'

/** What a report needs to be read by people: the site's clock, and names of places and agencies. */
export interface Reading {
  site: { offsetHours: number; zone: string }
  place: (code: string) => string | undefined
  agency: (id: string) => string
  /** Whether there was a report before: without one nothing is new. */
  first: boolean
}

const figureColumns = [
  { title: 'Data', width: 32 },
  { title: 'Jumlah', width: 18, right: true },
  { title: 'Perubahan', width: 13, right: true },
  { title: 'Sumber', width: 20 },
  { title: 'Keadaan per', width: 17 },
]

const textLines = (text: string | undefined): string[] =>
  (text ?? '').split(/\r?\n/).filter((line) => line.trim() !== '')

/** The report in the order of the TRC. */
export function sectionsOf(content: ReportContent, texts: ReportTexts, reading: Reading): Section[] {
  const { site, place, agency, first } = reading
  const at = (moment: string): string => momentText(moment, site)
  const cell = (moment: string): string => cellMoment(moment, site)
  const figureRow = (one: ReportFigure): string[] => [
    one.label,
    `${numberText(one.value)} ${one.unit}${one.differs ? ` (beda ${rangeText(one.differs)})` : ''}`.trim(),
    changeText(one.value, one.before, first),
    one.by ?? (one.key.startsWith('jumlah/') ? 'Jumlah kejadian' : 'Log ruang pantau'),
    cell(one.asOf),
  ]
  const figures = (heading: string | undefined, rows: ReportFigure[]): Section['tables'] =>
    rows.length > 0
      ? [{ ...(heading && { heading }), columns: figureColumns, rows: rows.map(figureRow) }]
      : []
  const where = ({ region, position }: ReportContent['incidents'][number]): string =>
    (region && place(region)) ||
    (position ? `${position[1].toFixed(4)}, ${position[0].toFixed(4)}` : 'lokasi belum diketahui')
  const { incidents } = content
  return [
    {
      title: '1. Kejadian bencana',
      lines: [
        ...content.statuses.map(
          ({ stage, hazard, decree, until }) =>
            `Status: ${stageWords[stage]} ${hazardWord(hazard)}, SK ${decree}, berlaku sampai dengan ${untilText(until, site)}.`,
        ),
        ...content.warnings.map(
          ({ headline, issuer, level, expires }) =>
            `Peringatan dini ${levelWords[level]}: ${headline} (${issuer}), berlaku sampai ${at(expires)}.`,
        ),
        ...textLines(texts.cause).map((line) => `Penyebab dan uraian: ${line}`),
        ...(content.leftOut > 0
          ? [`Dan ${numberText(content.leftOut)} kejadian lain yang masih terbuka.`]
          : []),
      ],
      tables:
        incidents.length > 0
          ? [
              {
                columns: [
                  { title: 'Jenis', width: 17 },
                  { title: 'Kejadian', width: 33 },
                  { title: 'Waktu', width: 20 },
                  { title: 'Lokasi', width: 16 },
                  { title: 'Tingkat, keadaan', width: 14 },
                ],
                rows: incidents.map((one) => [
                  hazardWord(one.hazard),
                  one.title,
                  cell(one.at),
                  where(one),
                  `${levelWords[one.level]}, ${statusWords[one.status]}`,
                ]),
              },
            ]
          : [],
      empty: 'Tidak ada kejadian terbuka.',
    },
    {
      title: '2. Kondisi mutakhir',
      lines: [
        ...incidents.flatMap(({ title, people }) =>
          people ? [`${title}: perkiraan warga di wilayah terdampak ${rangeText(people)} jiwa.`] : [],
        ),
        ...(first && content.totals.length > 0
          ? ['Laporan pertama: perubahan dihitung mulai laporan berikutnya.']
          : []),
      ],
      tables: [
        ...figures(incidents.length > 1 ? 'Seluruh kejadian' : undefined, content.totals),
        ...incidents.flatMap(({ title, figures: own }) => figures(title, own)),
      ],
      empty: 'Belum ada angka korban, pengungsi, atau kerusakan.',
    },
    {
      title: '3. Upaya yang telah dilakukan',
      lines: textLines(texts.efforts),
      tables: [
        ...figures(undefined, content.tasks),
        ...(content.efforts.length > 0
          ? [
              {
                columns: [
                  { title: 'Perangkat daerah', width: 27 },
                  { title: 'Tugas', width: 38 },
                  { title: 'Keadaan', width: 15 },
                  { title: 'Sejak', width: 20 },
                ],
                rows: content.efforts.map(({ agency: id, title, status, moved, percent }) => [
                  agency(id),
                  title,
                  taskWords[status] + (percent === undefined ? '' : ` ${numberText(percent)}%`),
                  cell(moved),
                ]),
              },
            ]
          : []),
      ],
      empty: 'Belum ada tugas yang dikerjakan.',
    },
    {
      title: '4. Sumber daya',
      lines: [],
      tables:
        content.resources.length > 0
          ? [
              {
                columns: [
                  { title: 'Jenis', width: 32 },
                  { title: 'Tempat/unit', width: 14, right: true },
                  { title: 'Kapasitas', width: 14, right: true },
                  { title: 'Terpakai', width: 14, right: true },
                  { title: 'Keadaan per (tertua)', width: 26 },
                ],
                rows: content.resources.map(({ kind, units, capacity, used, asOf }) => [
                  resourceWords[kind] ?? kind,
                  ...[units, capacity, used].map(numberText),
                  cell(asOf),
                ]),
              },
            ]
          : [],
      empty: 'Belum ada sumber daya yang dilaporkan.',
    },
    {
      title: '5. Bantuan: dibutuhkan, diterima, disalurkan, persediaan, kekurangan',
      lines: [],
      tables: aidTable(content, first),
      empty: 'Belum ada bantuan yang dicatat.',
    },
    {
      title: '6. Kendala',
      lines: [
        ...textLines(texts.obstacles),
        ...content.obstacles.map(({ text, by, since }) =>
          [text, by && `menunggu ${agency(by)}`, since && `sejak ${at(since)}`].filter(Boolean).join(', '),
        ),
      ],
      tables: [],
      empty: 'Tidak ada kendala yang dicatat.',
    },
    {
      title: '7. Kebutuhan mendesak menurut prioritas',
      lines: [...textLines(texts.urgent), ...content.urgent].map((line, index) => `${index + 1}. ${line}`),
      tables: [],
      empty: 'Tidak ada kebutuhan mendesak yang dicatat.',
    },
    {
      title: '8. Rencana tindak lanjut',
      lines: textLines(texts.plan),
      tables: [],
      empty: 'Belum ditulis.',
    },
  ]
}
