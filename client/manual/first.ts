import type { Chapter } from './chapter.ts'

export const first: Chapter = {
  id: 'mulai',
  title: 'Membaca layar',
  who: 'Semua',
  parts: [
    {
      title: 'Memakai panduan ini',
      page: '/panduan',
      text: 'Ketik satu atau dua kata di kotak cari; hanya bagian yang memuatnya yang tampak. Cetak mencetak apa yang tampak, di kertas A4. Alamat di bawah judul membuka halamannya; semua halaman ada di Menu.',
    },
    {
      title: 'Dua janji',
      text: 'Yang sudah tercatat tidak pernah hilang. Yang tampak di layar tidak pernah berbohong: data yang terlambat tampak terlambat, sumber yang diam tidak pernah digambar sebagai keadaan tenang.',
    },
    {
      title: 'Empat tingkat',
      text: 'Normal (abu-abu), Waspada (kuning), Siaga (jingga), Awas (merah). Setiap tingkat punya bentuk dan katanya sendiri. Tingkat Siaga bukan status siaga darurat: status darurat ditetapkan dengan SK dan selalu ditulis lengkap.',
    },
    {
      title: 'LANGSUNG, TERLAMBAT, TERPUTUS',
      steps: [
        'LANGSUNG: layar ini tersambung dan menampilkan keadaan terbaru.',
        'TERLAMBAT: kabar dari server tertunda. Tunggu sebentar; jangan ambil keputusan dari layar itu saja.',
        'TERPUTUS: layar tidak tersambung. Isinya keadaan terakhir yang diketahui, tidak dihapus. Layar menyambung kembali sendiri; tidak perlu dimuat ulang.',
        'MEMPERBARUI: server baru saja naik versi. Layar memuat ulang sendiri.',
      ],
    },
    {
      title: 'Sumber: mutakhir, terlambat, diam, gagal',
      text: 'Setiap sumber menyebut seberapa sering ia melapor. Mutakhir: melapor tepat waktu (“nihil” berarti melapor, tetapi tidak membawa data baru). Terlambat: melewati janjinya. Diam: jauh melewati janjinya. Gagal: menjawab dengan galat. Angka dari sumber yang diam tetap tampak bersama umurnya. Hubungi pemilik sumber yang namanya tertulis di sana.',
    },
    {
      title: 'Tanda lain di dinding',
      page: '/wall',
      steps: [
        'GLADI: latihan, bukan kejadian nyata.',
        'BUKAN KINI: layar menampilkan keadaan waktu lampau (mesin waktu).',
        'SUARA MATI: layar tidak dapat membunyikan alarm. Sentuh layar itu sekali; periksa pengeras suaranya.',
        'SENYAP: suara layar itu saja yang dimatikan beberapa menit. Alarm tetap menunggu ditanggapi.',
        'TANPA HTTPS: sambungan tidak terenkripsi; hubungi teknisi.',
      ],
    },
    {
      title: 'Masuk dan profil',
      page: '/profil',
      text: 'Akun dibuat admin; tautan pertamanya berlaku sekali, 24 jam. Di Profil Anda mengganti kata sandi, mengaktifkan verifikasi dua langkah, dan mengakhiri sesi di perangkat lain. Di perangkat bersama, buka Menu lalu tekan Keluar.',
    },
  ],
}
