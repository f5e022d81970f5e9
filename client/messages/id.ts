import { adminId } from './admin-id.ts'
import { ticketsId } from './tickets-id.ts'
import { eventsId } from './events-id.ts'
import { deskId } from './desk-id.ts'
import { doorsId } from './doors-id.ts'
import { refusalsId } from './refusals-id.ts'
import { guestsId } from './guests-id.ts'
import { vaultId } from './vault-id.ts'
import { lifeId } from './life-id.ts'
import { manualId } from './manual-id.ts'
import { menuId } from './menu-id.ts'
import { mapWordsId } from './map-id.ts'
import { manageId } from './manage-id.ts'
import { outboxId } from './outbox-id.ts'
import { performanceId } from './performance-id.ts'
import { reliefId } from './relief-id.ts'
import { scenesId } from './scenes-id.ts'
import { settingsId } from './settings-id.ts'
import { statusId } from './status-id.ts'
import { tilesId } from './tiles-id.ts'

const observationWords: Record<string, string> = {
  earthquake: 'Gempabumi',
  hotspot: 'Titik panas',
  'flood-report': 'Laporan banjir',
  'water-level': 'Tinggi muka air',
  'volcano-level': 'Tingkat aktivitas gunung api',
  forecast: 'Prakiraan cuaca',
  rainfall: 'Curah hujan',
}

/** Indonesian: the first language of every screen; the other catalogues have the same shape. */
export const id = {
  life: lifeId,
  doors: doorsId,
  refusals: refusalsId,
  desk: deskId,
  guests: guestsId,
  manual: manualId,
  menu: menuId,
  vault: vaultId,
  admin: adminId,
  ticketDesk: ticketsId,
  performance: performanceId,
  relief: reliefId,
  outbox: outboxId,
  manage: manageId,
  scenes: scenesId,
  settings: settingsId,
  status: statusId,
  tiles: tilesId,
  product: 'Ruang Pantau',
  levels: ['Normal', 'Waspada', 'Siaga', 'Awas'],
  missingPage: 'Halaman ini tidak ada. Periksa kembali alamatnya.',
  toWall: 'Buka layar dinding',

  exercise: 'GLADI',
  exerciseMeaning: 'Latihan, bukan kejadian nyata',
  exerciseClock: (rate: string) => `Jam gladi ×${rate}`,

  live: 'LANGSUNG',
  late: 'TERLAMBAT',
  lost: 'TERPUTUS',
  connecting: 'MENYAMBUNG',
  updating: 'MEMPERBARUI',
  insecure: 'TANPA HTTPS',
  refused: 'TIDAK DIIZINKAN',
  noWorldShort: 'TIDAK ADA',
  /** `name` is what the address of the page asks for. */
  noWorld: (name: string) =>
    name
      ? `Gladi “${name}” tidak ada di server ini. Periksa alamat halaman (?world=…): mungkin salah tulis, atau gladinya sudah ditutup.`
      : 'Server ini belum punya keadaan nyata, hanya gladi: sebut namanya di alamat halaman (?world=…).',
  since: (moment: string) => `sejak ${moment}`,
  waiting: 'Menunggu data dari server …',
  unwritten: (since: string) =>
    `Sejak ${since} server tidak dapat mencatat: kabar baru tidak masuk. Panggil teknisi.`,
  waitingVersion: 'Menunggu versi baru dari server; dicoba lagi setiap menit.',
  textTooSmall: 'Huruf terlalu kecil untuk jarak pandang yang diatur',

  underAMinute: 'kurang dari 1 menit',
  minutes: (n: number) => `${n} menit`,
  hours: (n: number) => `${n} jam`,
  days: (n: number) => `${n} hari`,
  justNow: 'baru saja',
  ago: (span: string) => `${span} lalu`,
  lateBy: (span: string) => `terlambat ${span}`,
  inSpan: (span: string) => `${span} lagi`,
  until: (moment: string) => `s.d. ${moment}`,
  asOf: (moment: string) => `per ${moment}`,
  byMany: (n: string) => `${n} sumber`,
  more: (n: string) => `+ ${n} lagi`,

  headlineCalm: 'Tidak ada kejadian terbuka',
  noWarnings: 'tidak ada peringatan berlaku',
  unknownWarnings: 'peringatan dini belum diketahui',
  headlineUnknown: 'Keadaan belum diketahui',
  openIncidents: (n: string) => `${n} kejadian terbuka`,
  peopleUnknown: 'korban belum dilaporkan',
  activeWarnings: (n: string) => `${n} peringatan berlaku`,
  otherWarnings: (n: string) => `${n} peringatan lain`,
  tsunamiWarning: (until: string) => `Peringatan tsunami s.d. ${until}`,
  quoted: (text: string) => `“${text}”`,
  handledIncidents: (handled: string, open: string) => `${handled} dari ${open} kejadian ditangani`,
  allHandled: (n: number): string => (n > 1 ? 'semua ditangani' : 'sedang ditangani'),
  magnitudes: (newest: string, by: string, others: string) =>
    `Magnitudo terbaru ${newest} (${by})${others && `, ${others}`}`,
  people: {
    meninggal: 'meninggal',
    hilang: 'hilang',
    luka: 'luka',
    mengungsi: 'mengungsi',
    menderita: 'terdampak',
  },

  incidents: 'Kejadian',
  noIncidents: 'Tidak ada kejadian terbuka',
  closedLately: 'Terakhir ditutup',
  watched: 'Dipantau',
  incidentStatus: { reported: 'dilaporkan', verified: 'terverifikasi', handled: 'ditangani' },
  tasksDone: (done: string, all: string) => `tugas ${done}/${all}`,
  noTasks: 'belum ditugaskan',

  latest: 'Peristiwa terakhir',
  noEvents: 'Belum ada peristiwa',
  events: eventsId,
  observations: observationWords,

  tickets: 'Aduan per OPD',
  noTickets: 'Tidak ada aduan terbuka',
  unrouted: 'Belum didisposisi',
  openTickets: (n: string) => `${n} terbuka`,
  overdueOf: (n: string) => `terlambat dari ${n}`,

  projects: 'Proyek dan tonggak',
  noProjects: 'Tidak ada proyek terdaftar',
  critical: 'kritis',
  criticalCount: (n: string) => `${n} kritis`,
  projectCount: (n: string) => `${n} proyek`,
  noProgress: 'belum dilaporkan',
  planned: 'rencana',
  physical: 'fisik',
  nextMilestone: (title: string, when: string) => `${title}: ${when}`,
  milestoneLate: (title: string, span: string) => `${title} terlambat ${span}`,
  noMilestone: 'semua tonggak tercapai',

  sources: 'Sumber',
  noSources: 'Belum ada sumber terdaftar',
  freshness: {
    fresh: 'mutakhir',
    late: 'terlambat',
    silent: 'diam',
    failed: 'gagal',
    never: 'belum pernah ada data',
  },
  nothingNew: (span: string) => `${span} · nihil`,
  freshEmpty: 'mutakhir, nihil',
  freshCount: (n: string, all: string) => `${n} dari ${all} mutakhir`,
  noSourceFor: 'tanpa sumber terdaftar',
  unknown: (reason: string) => `Belum diketahui: ${reason}`,
  reasonSource: (source: string, state: string) => `${source} ${state}`,
  reasonNoSource: 'tidak ada sumber yang melapor',
  reasonNoLink: (moment: string) => `tidak tersambung sejak ${moment}`,

  ...mapWordsId,
}

export type Messages = typeof id
