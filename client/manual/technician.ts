import type { Chapter } from './chapter.ts'

export const technician: Chapter = {
  id: 'teknisi',
  title: 'Teknisi: memasang dan merawat',
  who: 'Teknisi server dan layar',
  parts: [
    {
      id: 'pasang-server',
      title: 'Memasang server',
      steps: [
        'Siapkan satu mesin Linux (Debian 12 atau lebih baru), 2 inti, 4 GB memori, disk 250 GB, waktu disetel NTP.',
        'Ikuti docs/deploy.md: buat akun ruang-pantau, npm ci, npm run build, lalu systemctl enable --now ruang-pantau.',
        'Pengaturan ada di /etc/ruang-pantau.env, satu baris NAMA=nilai; daftarnya di README. Setelah diubah: systemctl restart ruang-pantau.',
        'Buat admin pertama: ruang admin create --email ALAMAT. Buka tautan yang dicetak dalam 24 jam.',
        'Isi BACKUP_DIR, RUANG_PASSPHRASE, dan BACKUP_COPY_DIR sebelum dipakai sungguhan.',
      ],
    },
    {
      id: 'perintah',
      title: 'Menjalankan perintah ruang',
      steps: [
        'Di mesin server sebagai root: ruang PERINTAH (pasang dulu: install -m 0755 deploy/ruang /usr/local/bin/ruang). Di wadah Docker: docker compose -f deploy/compose.yaml exec ruang node server/cli/ruang.ts PERINTAH. Dari folder program: npm run -s ruang -- PERINTAH.',
        'ruang help menampilkan semuanya. Pesannya berbahasa Inggris, selalu satu baris.',
        'Kode keluar: 0 berhasil; 1 tidak berhasil atau ada yang ditolak; 64 salah ketik; 75 folder data sedang dipakai server; 78 pengaturan salah.',
        'Semua perintah boleh dijalankan saat server hidup, kecuali ruang restore, ruang move, ruang downgrade, dan ruang vault rotate.',
      ],
    },
    {
      id: 'pasang-layar',
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
      id: 'cadangan',
      title: 'Cadangan: mengatur dan membaca keadaannya',
      page: '/admin',
      steps: [
        'Isi BACKUP_DIR (folder cadangan), RUANG_PASSPHRASE (kata sandinya), dan BACKUP_COPY_DIR (folder di tempat lain, misalnya share NAS yang terpasang). Dengan systemd, izinkan menulis ke sana: systemctl edit ruang-pantau, lalu ReadWritePaths=FOLDER di bawah [Service].',
        'Tiap BACKUP_HOURS jam server membuat cadangan, memulihkannya untuk uji, dan membandingkan sidik keadaannya. Baru setelah itu “Cadangan data” disebut mutakhir; salinannya dibaca ulang, baru “Salinan cadangan di luar” mutakhir. Keduanya tampak di dinding dan di Admin, Sumber data.',
        'Alarm “Cadangan data gagal” atau “Salinan cadangan di luar gagal” menyebut sebabnya. “tidak ada; apakah disk atau share-nya terpasang?”: pasang share-nya (mount). “penuh” atau “tidak cukup ruang”: kosongkan tempat atau kecilkan BACKUP_KEEP. “hanya dapat dibaca”: periksa mount dan ReadWritePaths. “tidak menjawab”: periksa jaringan ke NAS.',
        '“… rusak; disisihkan”: satu cadangan lama berubah isinya. Berkasnya diberi akhiran .rusak; periksa disknya. Cadangan lain tetap berlaku.',
        'Yang gagal dicoba lagi tiap 15 menit. “terlambat: tidak ada yang baik” berarti data baru hanya ada di mesin ini: tangani sebelum ganti piket.',
        'Kapan saja: ruang backup FILE membuat satu, ruang drill FILE mengujinya. Foto (DATA_DIR/media dan DATA_DIR/originals) disalin tersendiri sebagai berkas.',
        'Simpan kata sandi cadangan di amplop tersegel, di luar mesin ini. Tanpa kata sandi itu cadangan tidak dapat dibuka oleh siapa pun.',
      ],
    },
    {
      id: 'pulihkan',
      title: 'Memulihkan dari cadangan',
      steps: [
        'Pilih cadangan terbaru yang baik di BACKUP_DIR atau di tempat salinannya. Uji dulu: ruang drill FILE, harus tertulis “restores”.',
        'Hentikan server: systemctl stop ruang-pantau.',
        'ruang restore FILE, ketik kata sandinya. Berkas lama tidak dihapus; dipindah ke folder di DATA_DIR yang namanya diawali before-restore. Bila tertulis “broken; nothing was changed”, cadangan itu rusak: pakai yang lain.',
        'Bila tertulis foto “missing”: salin folder media dan originals ke DATA_DIR.',
        'Nyalakan: systemctl start ruang-pantau, lalu ruang verify; harus tertulis “the chain is whole”.',
        'Layar dan halaman menyambung sendiri dengan keadaan yang dipulihkan. Kejadian setelah cadangan itu masukkan lagi dari folder before-restore tadi (bila masih terbaca) atau dari jurnal petugas.',
        'Dengan PostgreSQL: kosongkan DATABASE_URL untuk perintah ini, pulihkan ke folder kosong, lalu ruang move --to ke basis data baru yang kosong. Pengguna, sesi, layar, dan tujuan pengiriman ikut pulih saat server dinyalakan dengan DATABASE_URL yang baru.',
        'Setelah selesai pindahkan folder before-restore ke tempat aman, hapus bila tidak perlu: isinya data pribadi juga.',
      ],
    },
    {
      id: 'ganti-mesin',
      title: 'Mengganti mesin server',
      steps: [
        'Mesin lama masih hidup: ruang backup FILE di sana, lalu hentikan servernya dan cabut dari jaringan. Dua server dengan data yang sama jangan hidup bersamaan.',
        'Pasang server di mesin baru dengan versi yang sama, jangan dinyalakan dulu.',
        'Salin FILE, /etc/ruang-pantau.env, folder media dan originals; lalu ruang restore FILE dan nyalakan.',
        'Pindahkan alamatnya (DNS atau nomor IP). Layar, pengguna, dan kunci ikut; tidak perlu dipasangkan lagi.',
        'Satu simpul dari beberapa simpul: pasang, salin DATA_DIR/secrets dari simpul lain (pemilik dan izin sama), isi DATABASE_URL yang sama, nyalakan, tambahkan di nginx.',
      ],
    },
    {
      id: 'perbarui',
      title: 'Naik versi dan kembali',
      steps: [
        'Catat versi sekarang: git rev-parse HEAD. Buat cadangan: ruang backup FILE, dan ruang verify.',
        'git pull, npm ci, npm run build, systemctl restart ruang-pantau. Layar bertanda MEMPERBARUI lalu memuat ulang sendiri. Mulai pertama boleh lebih lama (sejuta kejadian: sekitar satu menit).',
        'Periksa /readyz dan ruang verify.',
        'Kembali: git checkout VERSI-LAMA, npm ci, npm run build, systemctl restart ruang-pantau. Kejadian yang tercatat tidak berubah, jadi versi lama membukanya.',
        'Versi lama menjawab “views may not be indexed” atau “a newer version wrote this log”: kembali dulu ke versi baru, hentikan server, ruang downgrade, baru pasang versi lama. Perlu ruang disk sebesar catatan sekali lagi.',
        'Bila versi lama berhenti dengan “which this version does not know: a newer one wrote it” (kode 78), catatannya sudah memuat jenis kejadian baru: pasang lagi versi baru, atau hentikan dan ruang restore FILE tadi ke DATA_DIR yang kosong, lalu masukkan ulang kejadian sesudahnya.',
      ],
    },
    {
      id: 'arsip',
      title: 'Masa simpan, arsip, dan penghapusan data pribadi',
      page: '/admin',
      steps: [
        'Di Admin, Masa simpan, tetapkan jenis kejadian yang setelah sekian hari pindah ke berkas arsip, misalnya observation.made 90 hari. Server memindahkannya tiap jam; seketika: ruang archive.',
        'Berkas arsip ada di DATA_DIR/archive dan ikut dalam ruang backup. Jangan dihapus atau diubah: ruang verify menyebut nama dan rentang berkas yang hilang atau berubah.',
        'Data pribadi pelapor dapat dihapus otomatis sekian hari setelah pengaduannya ditutup; satu orang: halaman Data pribadi atau ruang person erase. Kuncinya dimusnahkan, foto asli yang dikirimnya ikut tidak terbaca, rantai catatan tetap utuh. Yang ditulis petugas di uraian atau jurnal tetap di catatan: jangan menulis nama atau nomor orang di sana.',
        'Cadangan yang dibuat sebelum penghapusan masih memuat data itu, juga salinannya di luar. Yang terjadwal habis sendiri setelah BACKUP_KEEP cadangan; yang dibuat sendiri, hapus sendiri. Setelah memulihkan cadangan lama, ulangi penghapusan: setiap penghapusan tercatat di Audit.',
        'Bila jam server pernah meloncat lebih dari satu jam, penghapusan menunggu sampai jamnya pasti benar atau server dinyalakan ulang.',
      ],
    },
    {
      id: 'sertifikat',
      title: 'Sertifikat HTTPS habis atau segera habis',
      steps: [
        'Server memberi alarm 30, 7, dan 1 hari sebelumnya (bila TLS_CERT diisi). Yang sudah habis: peramban menolak semua halaman, dinding tampak gelap atau berisi peringatan.',
        'Sertifikat sendiri (LAN): ruang tls init, lalu systemctl restart ruang-pantau. Otoritasnya tetap sama; layar tidak perlu diatur lagi.',
        'Di balik nginx: perbarui dengan alat yang dipakai (misalnya certbot renew), lalu systemctl reload nginx.',
        'Periksa dari komputer lain: tanggal pada gembok di peramban.',
      ],
    },
    {
      id: 'pindah-postgresql',
      title: 'Pindah ke PostgreSQL',
      steps: [
        'Perlu bila lebih dari satu mesin harus melayani, atau catatan mendekati 50 GB. Siapkan PostgreSQL 14 atau lebih baru dengan basis data kosong dan pemiliknya.',
        'Buat cadangan, hentikan server, lalu ruang move --to postgres://PENGGUNA:SANDI@ALAMAT/NAMA. Rantai catatan ikut dan diperiksa.',
        'Isi DATABASE_URL, nyalakan, ruang verify. Buat lagi admin: ruang admin create (pengguna tidak ikut pindah).',
        'DATA_DIR tetap dipakai: rahasia, foto, arsip. Menambah simpul: docs/deploy.md, Several nodes.',
      ],
    },
  ],
}
