import type { Chapter } from './chapter.ts'

export const operator: Chapter = {
  id: 'operator',
  title: 'Operator Pusdalops',
  who: 'Operator',
  parts: [
    {
      title: 'Menerima laporan',
      page: '/desk',
      steps: [
        'Tekan Alt+N dari mana saja di Meja operator.',
        'Ketik ancaman, Tab, tempat (nama desa atau kecamatan, koordinat, atau klik peta), Tab, yang terlihat.',
        'Pilih tingkat, tulis pelapor dan nomornya, lalu Enter. Data pelapor disimpan terenkripsi dan tidak tampil di layar mana pun.',
        'Jika sambungan putus, laporan menunggu dan dikirim sekali begitu server terjangkau. Jangan tutup halaman.',
      ],
    },
    {
      title: 'Triase',
      page: '/desk',
      steps: [
        'Pilih laporan di “Menunggu triase”: panah atas dan bawah, Enter untuk membuka.',
        'Verifikasi setelah dicek, atau Tolak dengan alasan (hoaks, bukan kejadian, di luar wilayah, uji coba).',
        'Bila muncul “Mungkin kejadian yang sama”, tekan Gabung ke sini, atau Gabung semua bila satu kejadian dilaporkan banyak orang. Tidak ada yang hilang; Pisahkan lagi membatalkannya.',
        'Bila muncul “Baru saja diubah orang lain”, pilih: pakai yang sekarang, atau tetap simpan punya Anda.',
      ],
    },
    {
      title: 'Tugas, eskalasi, hambatan',
      page: '/desk',
      text: '“Buka … tugas dari templat” memberi tiap OPD tugas pertamanya menurut ancaman. Tugas yang tidak diterima pada waktunya naik sendiri: petugas piket berikutnya, kepala OPD, lalu Sekda. Yang terhambat, dan menunggu siapa, tampak bagi semua.',
    },
    {
      title: 'Jurnal dan pesan kunci',
      page: '/desk',
      text: 'Setiap kejadian punya jurnal: pesan, triase, keputusan, selesai; masing-masing dengan orang dan jamnya. Tandai sebagai pesan kunci apa yang harus dibaca semua petugas lebih dulu.',
    },
    {
      title: 'Angka dampak',
      page: '/desk',
      text: 'Catat angka beserta wilayah, menurut siapa, dan keadaan pukul berapa. Dua OPD boleh berbeda: keduanya tampak dengan tanda “berbeda” sampai seseorang memilih satu dan menulis alasannya. Angka lama tetap tersimpan.',
    },
    {
      title: 'Status darurat, rakor, komando',
      page: '/status',
      steps: [
        'Rapat koordinasi paling lambat 24 jam setelah kaji cepat: tekan Catat rakor terlaksana.',
        'Setelah SK ditandatangani: isi nomor SK, masa berlaku, penanda tangan; Tetapkan status. Pada tanggap darurat dinding beralih ke adegan darurat.',
        'Dua hari sebelum masa berlaku habis muncul alarm: Perpanjang dengan SK baru, atau Akhiri status. Status berakhir sendiri ketika SK-nya habis.',
        'Isi jabatan komando. Nama hanya tampak bagi petugas; dinding menyebut OPD-nya.',
      ],
    },
    {
      title: 'Dampak, kebutuhan, sumber daya',
      page: '/sumber-daya',
      steps: [
        'Gambar wilayah terdampak di peta, atau ambil dari jarak, peringatan dini, atau gempa. Jumlah jiwa tampil sebagai rentang bertanda perkiraan; Catat perkiraan pada kejadian.',
        'Kebutuhan dihitung dari jumlah pengungsi dan tabel jatah; Catat persediaan setiap kali bantuan diterima, disalurkan, atau dihitung ulang.',
        'Laporkan sumber daya: posko, tempat pengungsian, alat berat, tangki air, ambulans, personel. Yang terdekat dan tersedia ditawarkan pada tugas.',
      ],
    },
    {
      title: 'Laporan situasi',
      page: '/laporan-situasi',
      steps: [
        'Buat konsep laporan: angkanya diambil dari log, uraiannya Anda tulis sendiri. Simpan dan segarkan angka selama masih konsep.',
        'Yang ditunjuk menekan Setujui dan segel. Setelah itu laporan tidak dapat diubah; kode QR pada PDF membuktikan keasliannya di halaman verifikasi.',
        'Unduh PDF atau CSV, atau Salin teks WhatsApp.',
      ],
    },
    {
      title: 'Aduan, foto, data pribadi',
      page: '/aduan',
      text: 'Aduan didisposisi ke OPD dan berjalan menurut tenggatnya. Identitas pelapor hanya dibaca di halaman Data pribadi, dengan alasan; setiap pembacaan dicatat.',
    },
  ],
}
