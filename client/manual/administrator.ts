import type { Chapter } from './chapter.ts'

export const administrator: Chapter = {
  id: 'admin',
  title: 'Admin',
  who: 'Admin',
  parts: [
    {
      title: 'Pengguna dan peran',
      page: '/admin',
      text: 'Undang pengguna membuat tautan sekali pakai (24 jam); serahkan sendiri kepada orangnya. Cabut atau ubah peran ketika orang pindah tugas: ia langsung keluar dari semua perangkat bila dihapus.',
    },
    {
      title: 'Kunci API',
      page: '/admin',
      text: 'Satu kunci untuk satu program, dengan sumber yang boleh dikirim dan masa berlaku. Kunci hanya ditampilkan sekali. Cabut kunci yang bocor; program lain tidak terganggu.',
    },
    {
      title: 'Sumber, OPD, tenggat, kalender',
      page: '/admin',
      text: 'Sumber data: pemilik, frekuensi, dan kapan disebut terlambat. Perangkat daerah: kode dan nama. Batas waktu aduan dan Kalender kerja menentukan tenggat; hari libur baru menggeser tenggat yang masih berjalan, tenggat lama tetap tercatat.',
    },
    {
      title: 'Laporan situasi, kebutuhan, aduan berkumpul',
      page: '/admin',
      text: 'Laporan situasi: siapa yang ditunjuk menyetujui. Kebutuhan per jiwa: dasar hitungan bantuan. Aduan berkumpul: berapa aduan, dalam jarak dan waktu berapa, diusulkan menjadi kejadian. Di Kategori aduan ditandai mana yang tentang jalan.',
    },
    {
      title: 'Audit dan konfigurasi',
      page: '/admin',
      text: 'Audit menyebut siapa melakukan apa, dapat diunduh. Konfigurasi dapat diekspor, diuji (uji tanpa menyimpan), dan diimpor; orang, kunci, dan layar tidak ikut diimpor.',
    },
  ],
}
