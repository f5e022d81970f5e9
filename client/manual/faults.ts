import type { Chapter } from './chapter.ts'

export const faults: Chapter = {
  id: 'gangguan',
  title: 'Bila ada yang salah',
  who: 'Siapa pun yang jaga, pukul berapa pun',
  parts: [
    {
      id: 'server-mati',
      title: 'Semua layar TERPUTUS',
      steps: [
        'Laporan tetap diterima lewat telepon dan radio; tulis di kertas dengan jamnya. Yang sudah tercatat tidak hilang.',
        'Di mesin server: systemctl status ruang-pantau. “active (running)”: masalahnya jaringan atau nginx; coba curl http://127.0.0.1:3000/healthz.',
        'Mati: systemctl start ruang-pantau, lalu journalctl -u ruang-pantau -n 50 untuk sebabnya. Kode 78: pengaturan salah, barisnya menyebut nama yang salah. Kode 75: folder data atau port dipakai proses lain.',
        'Mesin tidak menyala atau disknya rusak: lihat Mengganti mesin server.',
        'Jangan muat ulang layar. Layar menyambung sendiri dalam beberapa detik setelah server kembali.',
      ],
    },
    {
      id: 'disk-penuh',
      title: 'Disk penuh, atau “server tidak dapat mencatat”',
      steps: [
        'Alarm “Ruang disk” datang pada sisa 20 %, 10 %, dan 3 %. Pada tanda itu tidak ada yang rusak; kosongkan tempat hari itu juga.',
        '“Sejak … server tidak dapat mencatat: kabar baru tidak masuk”: laporan baru ditolak, bukan hilang diam-diam; pengirim tahu. Halaman petugas menyimpan laporan yang belum terkirim; jangan ditutup.',
        'Lihat apa yang memenuhi: df -h, lalu du -xh --max-depth=2 /var | sort -h | tail. Biasanya log sistem, cadangan, atau folder yang namanya diawali before-restore.',
        'Aman dipindah: cadangan lama dan folder yang namanya diawali before-restore. Jangan menyentuh log.db, vault.db, access.db, secrets, archive.',
        'Begitu ada ruang server mencatat lagi sendiri, tanpa dinyalakan ulang; lalu datang alarm “Penyimpanan … sudah pulih”.',
        'Agar tidak berulang: disk lebih besar, BACKUP_KEEP lebih kecil, atau Masa simpan untuk pengamatan.',
      ],
    },
    {
      id: 'jam-salah',
      title: 'Alarm “Jam server …”',
      steps: [
        'Umur data, tenggat, dan kata “terlambat” di semua layar dihitung dari jam ini. Selama alarm ini ada, jangan percaya umur; percaya isi.',
        'Di mesin server: timedatectl. Jam harus benar dan “System clock synchronized: yes”. Zona waktu mesin tidak berpengaruh; jam UTC-nya yang dipakai.',
        'Tidak tersinkron: systemctl restart systemd-timesyncd (atau chrony), periksa jalan ke server NTP. Tanpa internet: pasang server NTP di jaringan kantor.',
        '“di belakang catatan terakhir”: jam pernah terlalu maju atau kini mundur. Bila jam sekarang benar, biarkan; alarm selesai sendiri begitu waktunya terlampaui, sampai saat itu sumber dapat tampak terlambat.',
        'Jam maju berhari-hari: cadangan dari masa itu bertanggal salah dan dibuang lebih dulu; penghapusan data menunggu.',
      ],
    },
    {
      id: 'sumber-mati',
      title: 'Satu sumber diam atau gagal',
      page: '/admin',
      steps: [
        'Baca alasannya di Admin, Sumber data. Angka terakhirnya tetap tampak dengan umurnya.',
        'Semua sumber internet gagal sekaligus: internet server putus; hubungi penyedianya.',
        'Satu sumber saja: hubungi pemiliknya. Sampai pulih, pantau situs resminya atau telepon.',
        'Isi yang tidak terbaca tidak dibuang: ada di karantina (/api/quarantine), dapat dicoba lagi.',
      ],
    },
    {
      id: 'layar-mati',
      title: 'Satu layar mati, membeku, atau bisu',
      page: '/layar',
      steps: [
        'Gelap: periksa listrik, kabel, masukan HDMI. Keadaannya dan kapan terakhir terlihat ada di halaman Layar.',
        'TERPUTUS hanya di satu layar: jaringannya. Layar menyambung sendiri.',
        'Membeku: kios menyalakan ulang peramban sendiri dalam satu menit; bila tidak, matikan dan nyalakan komputernya.',
        'Muncul kode: pasangannya dicabut atau profil perambannya hilang. Setujui lagi di halaman Layar.',
        'SUARA MATI: sentuh layar sekali; jalankan kios dengan izin suara otomatis.',
      ],
    },
    {
      id: 'lambat',
      title: 'Server lambat, atau antrean menumpuk',
      steps: [
        'top dan iostat -x 5: adakah program lain yang memakai mesin atau disk ini? Hentikan yang bukan tugasnya.',
        'Satu pengirim membanjiri: /metrics (ruang_events_total) dan Admin, Kunci API menunjukkan yang terakhir dipakai; cabut kuncinya bila perlu.',
        'Cadangan berjalan di belakang dan mengalah; tidak perlu dihentikan.',
        'Menyalakan ulang jarang menolong, dan aman: yang sudah diterima tidak hilang.',
      ],
    },
    {
      id: 'daftar-tertinggal',
      title: 'Pencarian, lacak aduan, atau statistik tertinggal',
      steps: [
        'Dinding dan meja tetap benar; hanya daftar turunannya yang tertinggal. Biasanya mengejar sendiri.',
        'Bila tetap: hentikan server, hapus registers.db di DATA_DIR (hanya itu), nyalakan. Daftar disusun ulang dari catatan.',
      ],
    },
    {
      id: 'kabar-keluar',
      title: 'Surel, webhook, atau pemberitahuan tidak sampai',
      page: '/admin',
      steps: [
        'Admin, Penerima pemberitahuan: setiap tujuan menyebut berapa yang menunggu dan yang gagal. Yang menunggu dicoba lagi selama sehari.',
        'Surel: periksa SMTP_URL dan server surelnya. Webhook: penerima harus menjawab 2xx.',
        'Setelah diperbaiki, yang gagal dapat dikirim ulang dari sana.',
      ],
    },
    {
      id: 'sandi-hilang',
      title: 'Tidak dapat masuk, atau admin pergi',
      page: '/admin',
      steps: [
        'Pengguna lupa kata sandi atau kehilangan ponsel verifikasinya: admin memilih Tautan baru di Admin, Pengguna.',
        'Tidak ada admin yang dapat masuk: di mesin server ruang admin create --email ALAMAT. Tautannya sekali pakai, 24 jam.',
        '“Terlalu banyak percobaan”: tunggu selama yang tertulis.',
        'Pegawai pindah atau keluar: hapus akunnya; semua perangkatnya langsung keluar.',
      ],
    },
    {
      id: 'kunci-bocor',
      title: 'Kunci bocor, atau ada yang menebak-nebak',
      page: '/admin',
      steps: [
        'Kunci API bocor: Admin, Kunci API, Cabut; buat yang baru. Dari mesin server: ruang key list, ruang key revoke REF.',
        'Layar hilang: Cabut di halaman Layar. Laptop petugas hilang: Akhiri sesi di Admin, Pengguna.',
        'Orang yang dapat membaca DATA_DIR pergi: hentikan server, ruang vault rotate, nyalakan, buat cadangan baru.',
        'Sertifikat otoritas (ca.key) bocor: ruang tls init --force, lalu pasang ca.crt yang baru di setiap layar.',
        'Penebak kata sandi: cari alamatnya di catatan nginx dan tutup di sana. Server sudah memperlambatnya.',
      ],
    },
    {
      id: 'brankas-terkunci',
      title: 'Kunci brankas data pribadi hilang',
      steps: [
        'Server tidak mau mulai dan menyebut secrets/vault: folder DATA_DIR/secrets hilang atau milik pemasangan lain. Jangan membuat yang baru.',
        'Kembalikan DATA_DIR/secrets dari cadangan: ruang restore FILE ke folder kosong, lalu salin folder secrets dari sana.',
        'Tanpa cadangan, data pribadi tidak dapat dibaca lagi oleh siapa pun. Kejadian, tugas, dan aduan selebihnya tetap utuh.',
        'Kata sandi cadangan hilang: cadangan lama tidak dapat dibuka. Selama server hidup, ganti RUANG_PASSPHRASE dan buat cadangan baru saat itu juga.',
      ],
    },
    {
      id: 'data-rusak',
      title: 'ruang verify menyebut nomor yang rusak',
      steps: [
        'Jangan hapus apa pun. Salin seluruh DATA_DIR ke disk lain, catat nomor pertama yang disebut.',
        'Berkas arsip hilang atau berubah: kembalikan berkas itu dari cadangan ke DATA_DIR/archive.',
        'Catatan sendiri berubah: disk rusak atau ada yang mengubahnya. Pulihkan cadangan terakhir yang lulus ruang drill, periksa disknya (smartctl), dan laporkan kepada pimpinan.',
      ],
    },
  ],
}
