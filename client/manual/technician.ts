import type { Chapter } from './chapter.ts'

export const technician: Chapter = {
  id: 'teknisi',
  title: 'Teknisi',
  who: 'Teknisi server dan layar',
  parts: [
    {
      title: 'Memasang layar',
      page: '/layar',
      steps: [
        'Buka alamat server dengan /wall di layar itu: muncul kode dan QR.',
        'Operator membuka halaman Layar, mengetik kodenya, mencocokkan, memberi nama, jarak pandang terjauh, dan tinggi gambar, lalu Setujui.',
        'Huruf menyesuaikan jarak. Bila tertulis “Huruf terlalu kecil”, dekatkan penonton atau pakai layar lebih besar.',
        'Setelah listrik padam layar kembali sendiri. Layar yang dicuri atau dipindah: Cabut.',
      ],
    },
    {
      title: 'Cadangan dan uji pulih',
      steps: [
        'Isi BACKUP_DIR (folder cadangan), RUANG_PASSPHRASE, dan sebaiknya BACKUP_COPY_DIR (folder di tempat lain).',
        'Server membuat cadangan sesuai BACKUP_HOURS dan memulihkannya untuk uji; baru setelah berhasil sumber “cadangan” disebut segar.',
        'Uji sendiri: ruang drill FILE. Pulihkan: hentikan server, lalu ruang restore FILE. Simpan kata sandi cadangan terpisah dari cadangannya.',
      ],
    },
    {
      title: 'Masa simpan dan arsip',
      page: '/admin',
      steps: [
        'Di Admin, Masa simpan, tetapkan jenis kejadian yang setelah sekian hari pindah ke berkas arsip, misalnya observation.made 90 hari. Server memindahkannya tiap jam; seketika: ruang archive.',
        'Berkas arsip ada di DATA_DIR/archive dan ikut dalam ruang backup. Jangan dihapus atau diubah: ruang verify menyebut nama dan rentang berkas yang hilang atau berubah.',
        'Data pribadi pelapor dapat dihapus otomatis sekian hari setelah pengaduannya ditutup; rantai catatan tetap utuh.',
      ],
    },
    {
      title: 'Naik versi dan kembali',
      steps: [
        'Buat cadangan dulu: ruang backup FILE.',
        'Hentikan server, pasang versi baru, nyalakan. Layar bertanda MEMPERBARUI lalu memuat ulang sendiri.',
        'Bila harus kembali ke versi lama: hentikan, pasang versi lama, dan pulihkan cadangan tadi bila catatannya sudah memakai hal yang tidak dikenal versi lama.',
        'Periksa /healthz, /readyz, dan ruang verify.',
      ],
    },
    {
      title: 'Jam dan disk',
      text: 'Semua kejujuran bertumpu pada jam server: pasang NTP. Server mengawasi lompatan jamnya sendiri dan membandingkannya dengan jam para penerbit; ruang cakram yang menipis menjadi alarm jauh sebelum penuh. Bila disk penuh server menolak menulis, tidak berpura-pura mencatat.',
    },
    {
      title: 'Bila ada yang salah',
      steps: [
        'Semua layar TERPUTUS: periksa server (/healthz) dan jaringan. Layar menyambung sendiri.',
        'Satu layar mati: periksa listrik dan jaringannya; keadaannya di halaman Layar.',
        'SUARA MATI: sentuh layar sekali; jalankan kios dengan izin suara otomatis.',
        'Satu sumber gagal: baca alasannya di Admin, Sumber data; yang tidak terbaca ada di karantina, tidak dibuang.',
      ],
    },
  ],
}
