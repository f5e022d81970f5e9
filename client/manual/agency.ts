import type { Chapter } from './chapter.ts'

export const agency: Chapter = {
  id: 'opd',
  title: 'Perangkat daerah (OPD)',
  who: 'OPD',
  parts: [
    {
      title: 'Tugas kami',
      page: '/desk',
      steps: [
        'Tugas OPD Anda tampak paling atas. Terima sebelum jamnya habis; kalau tidak, tugas naik ke atasan.',
        'Kerjakan ketika mulai, Selesai ketika tuntas.',
        'Terhambat: tulis kendalanya dan OPD mana yang ditunggu. Semua OPD melihatnya. Tekan Lanjutkan ketika kendala selesai.',
      ],
    },
    {
      title: 'Melapor yang terlihat dan angkanya',
      page: '/desk',
      text: 'OPD boleh menerima laporan baru, menulis di jurnal, dan mencatat angka dampak atas namanya sendiri. Verifikasi dan penggabungan dilakukan operator.',
    },
    {
      title: 'Aduan',
      page: '/aduan',
      steps: [
        'Aduan diurutkan menurut tenggat. Ambil yang belum didisposisi bila itu urusan Anda.',
        'Tindak lanjuti, jawab pelapor, lalu selesaikan. Tunda menghentikan jam selama menunggu pelapor.',
        'Bukan wewenang Anda: kembalikan dengan alasan; aduan kembali ke koordinator.',
      ],
    },
    {
      title: 'Kinerja dan laporan',
      page: '/kinerja',
      text: 'Halaman Kinerja menampilkan proyek, tonggak, indikator, dan target bertanda tangan. Rencana memuat jenjang rencana; Kelola kinerja tempat mengisi. Laporan OPD dikirim dari ponsel, dengan foto, menurut jadwalnya; yang terlambat tampak terlambat.',
    },
  ],
}
