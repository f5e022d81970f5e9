import { why } from '../../shared/events/reasons.ts'
import { Refused } from '../feeds/feed.ts'
import { digest, told } from '../feeds/statement.ts'
import { missing } from './columns.ts'
import type { SheetKind } from './kind.ts'

const tenths = Array.from({ length: 10 }, (_, at) => at + 1)

/** People by village. Headings as agencies write them, or HXL tags (https://hxlstandard.org/standard/1-1final/dictionary/). */
export const population: SheetKind = {
  fields: {
    village: /(#adm\d?\+code|kode (desa|wilayah|kelurahan)|^kode|^code)/,
    households: /(\bkk\b|keluarga|rumah tangga|household|\+hh\b)/,
    elderly: /(lansia|lanjut usia|elderly)/,
    underFives: /(balita|under.?(5|five)|infants)/,
    ...Object.fromEntries(
      tenths.map((tenth) => [`decile${tenth}`, new RegExp(`(desil|decile)[ _+]*${tenth}(?!\\d)`)]),
    ),
    asOf: /(#date|tanggal|per tgl|as.?of|periode)/,
    by: /(#meta\+source|sumber|source)/,
    people: /(penduduk|jiwa|population|people)/,
  },
  read: (row, given) => {
    const village = row.needed('village').replace(/^(\d\d)(\d\d)(\d\d)(\d{4})$/, '$1.$2.$3.$4')
    if (given.region && !village.startsWith(`${given.region}.`))
      throw new Refused(
        why('row-no-village', `village: "${village}" is no village of ${given.region}`, {
          value: village,
          region: given.region,
        }),
      )
    const people = row.figure('people', 'jiwa')
    if (people === undefined) throw missing('people')
    const asOf = row.day('asOf') ?? given.asOf
    if (!asOf) throw missing('asOf', '; name the day for the whole sheet with --as-of')
    const deciles = tenths.map((tenth) => row.figure(`decile${tenth}`, 'KK'))
    const data = told({
      ...{ village, people, asOf, by: row.text('by') },
      households: row.figure('households', 'KK'),
      elderly: row.figure('elderly', 'jiwa'),
      underFives: row.figure('underFives', 'jiwa'),
      deciles: deciles.every((value) => value !== undefined) ? deciles : undefined,
    })
    const id = `population.counted:${village}:${digest(data)}`
    return [{ id, type: 'population.counted', subject: village, time: `${asOf}T00:00:00Z`, data }]
  },
}
