/** A task of a template: from which level of the incident on, 0 when left out. */
export type Row = [
  step: string,
  agency: string,
  cluster: string,
  title: string,
  dueMinutes: number,
  least?: 0 | 1 | 2 | 3,
]

export const command = 'Komando'
export const rescue = 'Pencarian & penyelamatan'
export const shelter = 'Pengungsian & perlindungan'
export const health = 'Kesehatan'
export const logistics = 'Logistik & peralatan'
export const works = 'Sarana-prasarana'

export const assess: Row = ['kaji-cepat', 'BPBD', command, 'Kirim TRC, laporkan kaji cepat', 120]
export const post: Row = ['posko', 'BPBD', command, 'Aktifkan pos komando', 120, 2]
export const evacuate = (from: string): Row => ['evakuasi', 'BPBD', rescue, `Evakuasi warga dari ${from}`, 60]
export const shelterRow: Row = [
  'pengungsian',
  'DINSOS',
  shelter,
  'Buka tempat pengungsian, data pengungsi',
  180,
  1,
]
export const kitchen: Row = ['dapur-umum', 'DINSOS', logistics, 'Buka dapur umum bersama Tagana', 240, 2]
export const relief: Row = ['logistik', 'DINSOS', logistics, 'Kirim selimut, tikar, dan paket pangan', 240, 1]
export const team: Row = ['tim-kesehatan', 'DINKES', health, 'Kirim tim kesehatan ke lokasi', 120, 1]
export const hospitals: Row = [
  'rumah-sakit',
  'DINKES',
  health,
  'Siagakan puskesmas dan RSUD, data korban',
  60,
  2,
]
export const vulnerable: Row = [
  'kelompok-rentan',
  'DINKES',
  health,
  'Data bayi, ibu hamil, lansia, disabilitas',
  360,
  2,
]
export const access: Row = ['akses', 'PUPR', works, 'Buka akses jalan, kerahkan alat berat', 180, 1]
export const water: Row = ['air-bersih', 'PUPR', works, 'Kirim tangki air bersih', 240, 2]
export const bridges: Row = [
  'periksa-bangunan',
  'PUPR',
  works,
  'Periksa jembatan dan bangunan penting',
  360,
  2,
]
