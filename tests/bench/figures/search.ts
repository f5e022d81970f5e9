import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { ticketFold } from '../../../server/registers/ticket-fold.ts'
import { readTickets } from '../../../server/registers/ticket-rows.ts'
import { statisticsOf } from '../../../server/registers/ticket-statistics.ts'
import { ticketTables } from '../../../server/registers/tickets.ts'
import type { RecordedEvent } from '../../../shared/events/types.ts'
import type { Figure } from '../figure.ts'
import { numbers } from '../mix.ts'

const many = 1_000_000
const perGroup = 20_000
const things = [
  'Jalan berlubang',
  'Lampu jalan mati',
  'Sampah menumpuk',
  'Air tidak mengalir',
  'Pohon tumbang',
]
const places = ['pasar', 'sekolah', 'masjid', 'puskesmas', 'jembatan', 'terminal', 'balai desa', 'lapangan']
const agencies = ['pu', 'dlh', 'dishub', 'dinkes', 'bpbd', 'dinsos', 'dikbud', 'satpol']

/** A complaint of the last two years, and what became of it, said through the register's own fold. */
function statements(n: number, random: () => number): RecordedEvent[] {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const opened = Date.UTC(2025, 0, 1) + random() * 690 * 86_400_000
  const at = (hours: number) => new Date(opened + hours * 3_600_000).toISOString()
  const said = (type: string, time: string, data: object) =>
    ({
      ...{
        specversion: '1.0',
        id: `${n}-${type}`,
        source: '/bench',
        subject: `t${n}`,
        region: `52.02.0${n % 9}.2001`,
      },
      ...{ type, time, data, seq: n, recorded: time },
    }) as unknown as RecordedEvent
  const title = `${pick(things)} dekat ${pick(places)} dusun ${Math.floor(random() * 50_000)}`
  const first = { class: 'pengaduan', category: 'jalan', title, channel: 'lapor', agency: pick(agencies) }
  const all = [said('ticket.opened', at(0), first)]
  if (n % 8 === 0) all.push(said('ticket.answered', at(random() * 100), {}))
  if (n % 8 === 0) all.push(said('ticket.closed', at(100 + random() * 300), { outcome: 'done' }))
  return all
}

const columns = ['number', 'seq', 'class', 'category', 'agency', 'district', 'status', 'opened', 'openedMonth', 'responded', 'closed', 'closedMonth', 'outcome', 'inTime', 'changed', 'due', 'held', 'responseTenths', 'closingTenths', 'item'] // prettier-ignore
const kept = columns.join(', ')

/** The first rows once more under other names: the fold made them, their copies need no folding. */
function copy(db: DatabaseSync, from: number): void {
  db.exec(`
    BEGIN;
    INSERT INTO ticket (row, id, ${kept}) SELECT row + ${from}, id || '-${from}', ${kept} FROM ticket WHERE row <= ${perGroup};
    INSERT INTO ticket_words (rowid, words)
      SELECT row, id || ' ' || json_extract(item, '$.title') || ' ' || category FROM ticket WHERE row > ${from};
    COMMIT`)
}

/** How fast a complaint is found by its words among a million, beside LIKE over the same words; and the year's figures. */
export async function search(repeats: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ruang-search-'))
  const db = new DatabaseSync(join(folder, 'tickets.db'))
  try {
    db.exec(
      `PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -500000; ${ticketTables}`,
    )
    const apply = ticketFold(db, {})
    const random = numbers(11)
    const begun = performance.now()
    db.exec('BEGIN')
    for (let n = 0; n < perGroup; n++) for (const event of statements(n, random)) apply(event)
    db.exec('COMMIT')
    // Lists this long are written in one go: https://www.sqlite.org/fts5.html
    db.exec("INSERT INTO ticket_words (ticket_words, rank) VALUES ('hashsize', 67108864)")
    for (let from = perGroup; from < many; from += perGroup) copy(db, from)
    const built = `${many} rows built in ${((performance.now() - begun) / 1000).toFixed(0)} s`
    const { search: find } = readTickets(db)
    const like = db.prepare(
      'SELECT item FROM ticket WHERE item LIKE ? AND item LIKE ? ORDER BY row DESC LIMIT 50',
    )
    const ms = (work: () => unknown): number => {
      const at = performance.now()
      work()
      return performance.now() - at
    }
    const wanted = () => String(Math.floor(random() * 50_000))
    const perSecond = (times: number, work: () => unknown) =>
      times / (ms(() => { for (let n = 0; n < times; n++) work() }) / 1000) // prettier-ignore
    const values: number[] = []
    const yardsticks: number[] = []
    const common: number[] = []
    const year: number[] = []
    for (let repeat = 0; repeat < repeats; repeat++) {
      values.push(perSecond(100, () => find({ words: `pohon ${wanted()}` }, 50)))
      yardsticks.push(perSecond(2, () => like.all('%Pohon%', `% ${wanted()}%`)))
      common.push(ms(() => find({ words: 'jalan' }, 50)))
      year.push(ms(() => statisticsOf(db).statistics('agency', '2026-01', '2026-12')))
    }
    const note = `a word of two fifths of them: ${Math.max(...common).toFixed(0)} ms; ${built}`
    return [
      { figure: 'search in 1,000,000 tickets', unit: 'searches/s', yardstick: 'LIKE over the same rows', values, yardsticks, target: { least: 100 }, note }, // prettier-ignore
      {
        figure: 'statistics of a year of 1,000,000 tickets',
        unit: 'ms',
        values: year,
        target: { most: 1_000 },
      },
    ]
  } finally {
    db.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
