import { screenRule } from '../../shared/life.ts'

/** First values of the settings by which the room acts on the clock, until an administrator changes them. */

const halfHours = [3600, 1800, 900, 600]
const later = [7200, 3600, 900, 600]

/** Who is told of a task that nobody acknowledges; seconds by the incident's level. */
export const firstChains = {
  '*': [
    { to: 'Petugas piket berikutnya', after: halfHours },
    { to: 'Kepala OPD', after: halfHours },
    { to: 'Sekda', after: later },
  ],
  BPBD: [
    { to: 'Petugas piket berikutnya', after: halfHours },
    { to: 'Kepala Pelaksana BPBD', after: halfHours },
    { to: 'Sekda', after: later },
  ],
}

/** What makes an alarm. The rule of silent screens is raised by the screens' own watch. */
export const firstAlarmRules = [
  { id: 'kejadian-siaga', title: 'Kejadian Siaga ke atas', when: 'incident-level', least: 2 },
  {
    id: 'peringatan-siaga',
    title: 'Peringatan dini Siaga ke atas',
    when: 'warning-level',
    least: 2,
    offDelay: 60,
  },
  { id: 'tugas-belum-diterima', title: 'Tugas belum diterima', when: 'task-unacknowledged' },
  { id: 'tugas-lewat-batas', title: 'Tugas lewat batas waktu', when: 'task-overdue' },
  {
    id: 'aduan-tanpa-penanggung-jawab',
    title: 'Aduan lewat batas tanpa penanggung jawab',
    when: 'ticket-unowned',
    level: 1,
  },
  { id: 'laporan-terlambat', title: 'Laporan OPD terlambat', when: 'report-late', level: 1, hours: 0 },
  { id: 'tonggak-terlewat', title: 'Tonggak terlewat', when: 'milestone-overdue', level: 1 },
  {
    id: 'sumber-diam',
    title: 'Sumber diam',
    when: 'source-silent',
    level: 1,
    onDelay: 300,
    offDelay: 60,
  },
  { id: screenRule, title: 'Layar mati', when: 'external', level: 1 },
  {
    id: 'muka-air',
    title: 'Muka air melewati batas',
    when: 'water-level',
    least: 2,
    deadband: 5,
    offDelay: 300,
  },
  {
    id: 'status-berakhir',
    title: 'Status darurat segera berakhir',
    when: 'status-ends',
    level: 2,
    hours: 48,
  },
  { id: 'rakor', title: 'Rapat koordinasi belum dilaksanakan', when: 'meeting-due', least: 2, hours: 24 },
]

/** SKPDB (Perka BNPB 3/2016); each regency may draw its own. */
export const firstSeats = [
  { id: 'komandan', title: 'Komandan' },
  { id: 'wakil', title: 'Wakil Komandan', under: 'komandan' },
  { id: 'sekretariat', title: 'Sekretariat', under: 'komandan' },
  { id: 'humas', title: 'Humas', under: 'komandan' },
  { id: 'keselamatan', title: 'Keselamatan', under: 'komandan' },
  { id: 'penghubung', title: 'Penghubung', under: 'komandan' },
  { id: 'operasi', title: 'Bidang Operasi', under: 'komandan' },
  { id: 'perencanaan', title: 'Bidang Perencanaan', under: 'komandan' },
  { id: 'logistik', title: 'Bidang Logistik & Peralatan', under: 'komandan' },
  { id: 'keuangan', title: 'Bidang Administrasi-Keuangan', under: 'komandan' },
]
