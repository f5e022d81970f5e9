import type { Chapter } from './chapter.ts'

export const executive: Chapter = {
  id: 'pimpinan',
  title: 'Pimpinan',
  who: 'Bupati, Wakil Bupati, Sekda',
  parts: [
    {
      title: 'Ringkasan pimpinan',
      page: '/',
      steps: [
        'Berubah sejak: yang penting sejak Anda terakhir melihat. Tekan Sudah saya lihat untuk memulai lagi dari sekarang.',
        'Menunggu keputusan Anda: baca, pilih, lalu sekali lagi untuk memastikan. Keputusan tercatat atas nama Anda.',
        'OPD yang terlambat: OPD dengan aduan, tugas, tonggak, atau laporan yang lewat batas.',
        'Per kecamatan: ketuk satu kecamatan untuk melihat isinya.',
      ],
    },
    {
      title: 'Status darurat',
      page: '/status',
      text: 'Status yang berlaku, sisa waktunya, rakor yang jatuh tempo, dan struktur komando. Anda atau operator mencatatnya setelah SK ditandatangani.',
    },
    {
      title: 'Bila layar TERPUTUS',
      text: 'Tablet menampilkan keadaan terakhir yang diketahui beserta jamnya. Jangan anggap itu keadaan sekarang; telepon Pusdalops.',
    },
  ],
}
