/** The time machine. */
export const deskPastId = {
  past: 'Seperti diketahui pada',
  pastShort: 'BUKAN KINI',
  pastLong: (moment: string) => `SEPERTI DIKETAHUI PADA ${moment}`,
  pastHint: 'Bukan keadaan sekarang. Tidak ada yang dapat diubah di sini.',
  backToNow: 'Kembali ke sekarang',
  timeMachine: 'Putar ulang',
  goTo: 'Lihat keadaan pada',
  play: 'Putar',
  pause: 'Jeda',
  speed: 'Laju',
  loadingPast: 'Memuat keadaan waktu itu …',
  pastFailed: 'Keadaan waktu itu tidak dapat dimuat',
  pastVersion: 'Server lebih baru dari halaman ini: muat ulang halaman',
  wallThen: 'Dinding pada saat itu',
  period: (from: string, to: string) => `${from} s.d. ${to}`,
}
