import { why } from '../../shared/events/reasons.ts'
import { planLevels } from '../../shared/events/governance.ts'
import { readFigure } from '../../shared/figure.ts'
import { Refused, type Told } from '../feeds/feed.ts'
import { hxlRows } from '../feeds/hxl.ts'
import { position } from '../feeds/numbers.ts'
import { progress, slug } from '../feeds/opd-progress.ts'
import { digest, name, told } from '../feeds/statement.ts'
import { missing } from './columns.ts'
import type { SheetKind } from './kind.ts'
import { population } from './population.ts'
import { tickets } from './tickets.ts'

/** Bare days begin at midnight UTC: the day itself is what counts. */
const at = (day: string) => `${day}T00:00:00Z`
const statement = (type: string, subject: string, day: string, data: Record<string, unknown>): Told => {
  const lean = told(data)
  return { id: `${type}:${subject}:${digest(lean)}`, type, subject, time: at(day), data: lean }
}

/** SIPD codes (Permendagri 90): X.XX.XX a programme, two more parts an activity, more a target. */
function levelOf(written: string | undefined, code: string): (typeof planLevels)[number] {
  const word = written
    ?.toLowerCase()
    .replace(/^sub ?kegiatan$/, 'kegiatan')
    .replace(/^sasaran$/, 'target')
  const named = planLevels.find((level) => level === word)
  if (named) return named
  if (word) {
    const list = planLevels.join(', ')
    const given = { field: 'level', value: written ?? '', list }
    throw new Refused(why('row-none-of', `level: "${written}" is none of ${list}`, given))
  }
  const parts = code.split('.').length
  return parts <= 3 ? 'program' : parts <= 5 ? 'kegiatan' : 'target'
}

const plan: SheetKind = {
  fields: {
    code: /^(kode|code|no\.? kode)/,
    level: /^(level|tingkat|jenjang)/,
    parent: /^(induk|parent|kode induk)/,
    agency: /(opd|skpd|perangkat daerah|penanggung jawab|agency)/,
    measure: /(indikator|ukuran|tolok ukur|measure)/,
    name: /(nama|uraian|program|kegiatan|sasaran|name)/,
    unit: /(satuan|unit)/,
    target: /target/,
    start: /(mulai|start)/,
    finish: /(selesai|akhir|finish)/,
    budget: /(pagu|anggaran|budget)/,
  },
  read: (row, given) => {
    const code = row.needed('code')
    const unit = row.text('unit')
    const parent = row.text('parent') ?? code.split('.').slice(0, -1).join('.')
    const data = {
      level: levelOf(row.text('level'), code),
      code,
      name: row.needed('name'),
      parent: parent ? `plan/${parent}` : undefined,
      agency: row.text('agency') ?? given.agency,
      measure: row.text('measure'),
      unit,
      target: row.figure('target', unit),
      start: row.day('start'),
      finish: row.day('finish'),
      budget: row.figure('budget', 'Rp'),
    }
    inOrder(data.start, data.finish)
    return [statement('plan.set', name(`plan/${code}`), data.start ?? given.asOf ?? '2000-01-01', data)]
  },
}

function inOrder(start: string | undefined, finish: string | undefined): void {
  if (start && finish && finish < start)
    throw new Refused(
      why('row-order', `finish: ${finish} lies before the start, ${start}`, {
        field: 'finish',
        value: finish,
        start,
      }),
    )
}

const projects: SheetKind = {
  fields: {
    code: /^(kode|code|id\b|no\.? kontrak)/,
    name: /(nama|paket|proyek|pekerjaan|uraian|name)/,
    agency: /(opd|skpd|perangkat daerah|agency)/,
    contractor: /(penyedia|kontraktor|rekanan|pelaksana)/,
    program: /program/,
    planned: /(fisik.*(renc|target)|(renc|target).*fisik|^rencana)/,
    physical: /(fisik.*real|real.*fisik|^fisik)/,
    financial: /(keu.*(real)?.*(%|persen)|real.*keu)/,
    budget: /(pagu|anggaran|nilai kontrak|budget)/,
    start: /(mulai|start)/,
    finish: /(selesai|akhir|finish)/,
    asOf: /(tanggal|per tgl|as.?of|update|keadaan)/,
    latitude: /^(lat|lintang)/,
    longitude: /^(lon|lng|bujur)/,
  },
  read: (row, given) => {
    const title = row.needed('name')
    const subject = name(row.text('code') ?? `project/${slug(title)}`)
    const agency = row.text('agency') ?? given.agency
    if (!agency) throw missing('agency', '; name it for the whole sheet with --agency')
    const [start, finish] = [row.day('start'), row.day('finish')]
    inOrder(start, finish)
    const [latitude, longitude] = [row.text('latitude'), row.text('longitude')]
    const data = {
      name: title,
      agency,
      budget: row.figure('budget', 'Rp'),
      start,
      finish,
      contractor: row.text('contractor'),
      program: row.text('program'),
      geometry:
        latitude && longitude ? { type: 'Point', coordinates: position(latitude, longitude) } : undefined,
      milestones: [],
    }
    const registered = statement('project.registered', subject, start ?? given.asOf ?? '2000-01-01', data)
    const figures = told({
      planned: row.percent('planned'),
      physical: row.percent('physical'),
      financial: row.percent('financial'),
    })
    const asOf = row.day('asOf') ?? given.asOf
    if (Object.keys(figures).length === 0) return [registered]
    if (!asOf) throw missing('asOf', '; name the day for the whole sheet with --as-of')
    return [registered, progress(subject, asOf, figures)]
  },
}

/** Roads by condition are the one whole that every regency publishes in shares. */
const roads = /jalan.*(mantap|baik|sedang|rusak)/i

const indicators: SheetKind = {
  tagged: (cells) =>
    hxlRows(cells.map((row) => row.map(String)))?.map(({ line, read }) => ({ line, read: () => [read()] })),
  fields: {
    name: /(indikator|nama|uraian|indicator|name)/,
    code: /^(kode indikator|indicator code)$/,
    value: /(nilai|capaian|realisasi|value)/,
    unit: /(satuan|unit)/,
    asOf: /(tanggal|per tgl|as.?of|as_of|update|periode)/,
    region: /(kode wilayah|wilayah|kecamatan|desa|region)/,
    agency: /(opd|skpd|perangkat daerah|agency)/,
    target: /target/,
    direction: /(arah|direction)/,
    shareOf: /(bagian dari|keseluruhan|share)/,
  },
  read: (row, given) => {
    const title = row.needed('name')
    const subject = name(row.text('code') ?? `indicator/${slug(title)}`)
    const asOf = row.day('asOf') ?? given.asOf
    if (!asOf) throw missing('asOf', '; name the day for the whole sheet with --as-of')
    const written = readFigure(row.cell('value') ?? '', given.notation, row.text('unit'))
    const unit = row.text('unit') ?? ('unit' in written ? written.unit : '')
    const value = row.figure('value', unit) ?? null
    const region = row.region('region')
    const share = row.text('shareOf') ?? (unit === '%' && roads.test(title) ? 'kondisi-jalan' : undefined)
    const word = row.text('direction')
    const direction = word ?? (/rusak|kemiskinan|stunting|pengangguran/i.test(title) ? 'down' : 'up')
    const agency = row.text('agency') ?? given.agency ?? 'tanpa-opd'
    const target = row.figure('target', unit)
    return [
      statement('indicator.defined', subject, asOf, {
        name: title,
        unit,
        target,
        direction,
        agency,
        shareOf: share,
      }),
      statement('indicator.measured', subject, asOf, { value, asOf, region }),
    ]
  },
}

/** Every kind of sheet that `ruang import` reads. */
export const sheetKinds: Readonly<Record<string, SheetKind>> = {
  plan,
  projects,
  indicators,
  tickets,
  population,
}
