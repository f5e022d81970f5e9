import { why } from '../../shared/events/reasons.ts'
import { Refused, type Told } from '../feeds/feed.ts'
import { position } from '../feeds/numbers.ts'
import { slug } from '../feeds/opd-progress.ts'
import { digest, name, told } from '../feeds/statement.ts'
import { missing } from './columns.ts'
import type { SheetKind } from './kind.ts'

const closedWords = /^(selesai|closed|tutup|ditutup|arsip|diarsipkan)/i

/** Complaints as SP4N-LAPOR! and the desks of agencies export them: a row each, opened and, where it says so, closed. */
export const tickets: SheetKind = {
  rowByRow: true,
  fields: {
    code: /(tracking|nomor|^no\.? ?(aduan|laporan|tiket)|^id\b|kode)/,
    title: /(judul|perihal|title)/,
    class: /(klasifikasi|kelas|jenis|class)/,
    category: /(kategori|topik|category)/,
    description: /(isi|uraian|deskripsi|description)/,
    opened: /(tanggal.*(masuk|lapor|aduan|dibuat)|^tanggal$|^tgl|opened)/,
    closed: /(tanggal.*(selesai|tutup)|closed)/,
    status: /status/,
    agency: /(opd|instansi|skpd|perangkat daerah|disposisi|agency)/,
    region: /(kode wilayah|kode desa|region)/,
    latitude: /^(lat|lintang)/,
    longitude: /^(lon|lng|bujur)/,
    reporter: /(pelapor|nama|reporter)/,
    phone: /(telepon|telp|hp|phone)/,
  },
  read: (row, given): Told[] => {
    const opened = row.day('opened')
    if (!opened) throw missing('opened')
    const [latitude, longitude] = [row.text('latitude'), row.text('longitude')]
    const who = told({ name: row.text('reporter'), phone: row.text('phone') })
    const data = told({
      class: slug(row.text('class') ?? 'pengaduan'),
      category: row.text('category') ?? 'lainnya',
      title: row.needed('title'),
      description: row.text('description'),
      channel: 'impor',
      agency: row.text('agency') ?? given.agency,
      localStatus: row.text('status'),
      geometry:
        latitude && longitude ? { type: 'Point', coordinates: position(latitude, longitude) } : undefined,
      reporter: Object.keys(who).length > 0 ? who : undefined,
    })
    const code = row.text('code') ?? digest([opened, data])
    const subject = name(`impor/${code}`)
    const region = row.region('region')
    const first: Told = {
      ...{ id: `${subject}:${digest([opened, data])}`, type: 'ticket.opened', subject, data },
      time: `${opened}T00:00:00Z`,
      ...(region && { region }),
    }
    const end = row.day('closed')
    if (end && end < opened)
      throw new Refused(
        why('row-order', `closed: ${end} lies before ${opened}`, {
          field: 'closed',
          value: end,
          start: opened,
        }),
      )
    if (!end && !closedWords.test(row.text('status') ?? '')) return [first]
    const time = `${end ?? opened}T00:00:01Z`
    return [
      first,
      { id: `${first.id}:closed`, type: 'ticket.closed', subject, time, data: { outcome: 'done' } },
    ]
  },
}
