import type { Chapter } from './chapter.ts'

export const duty: Chapter = {
  id: 'piket',
  title: 'Alarm, piket, gladi, mode tamu',
  who: 'Operator',
  parts: [
    {
      title: 'Alarm',
      page: '/desk',
      steps: [
        'Tanggapi: “saya tahu dan saya tangani”. Nama Anda tercatat. Menanggapi bukan menyelesaikan. (Terima adalah untuk tugas: OPD menyanggupinya.)',
        'Diamkan suara dan Tangguhkan ada di balik tombol ⋯. Diamkan suara: bunyinya saja berhenti; alarm tetap menunggu ditanggapi.',
        'Tangguhkan: untuk waktu tertentu dan dengan alasan, misalnya sensor yang rusak. Setelah itu alarm kembali.',
        '“Kembali normal, belum ditanggapi”: penyebabnya sudah reda, tetapi belum ada yang melihat. Tanggapi juga.',
        'Alarm per operator dalam 10 menit: lebih dari 10 adalah banjir alarm; alarm sejenis dikelompokkan, tidak dibuang; “+ n lagi” menampilkan semuanya. Dibagi operator yang membuka Meja operator.',
      ],
    },
    {
      title: 'Serah-terima piket',
      page: '/piket',
      steps: [
        'Buka halaman: butir yang terbuka, diam, dan menunggu sudah tersusun dari keadaan sekarang.',
        'Sunting atau hapus butir, tulis kepada siapa dan ringkasannya, tekan Serahkan piket.',
        'Petugas berikutnya masuk dengan akunnya sendiri, membaca, lalu menekan Terima piket. Yang menyerahkan tidak dapat menerima.',
      ],
    },
    {
      title: 'Gladi',
      page: '/gladi',
      steps: [
        'Rencanakan: nama, tujuan, jam gladi, laju jam, dan skenario injeksi per menit.',
        'Mulai gladi: berjalan di dunia sendiri dengan tanda GLADI; keadaan nyata tidak tersentuh.',
        'Injeksi disampaikan menurut jamnya, sekali. Injeksi sekarang menyampaikannya lebih awal.',
        'Akhiri gladi: dunianya berhenti dan tidak menerima tindakan lagi. Unduh linimasa, tulis temuan, Simpan evaluasi.',
      ],
    },
    {
      title: 'Putar ulang',
      page: '/desk',
      text: 'Di Meja operator pilih Putar ulang dan saatnya: halaman menampilkan apa yang diketahui waktu itu, bertanda BUKAN KINI. Tidak ada yang dapat diubah di sana. Kembali ke sekarang mengakhirinya.',
    },
    {
      title: 'Mode tamu',
      text: 'Sebelum tamu atau pers masuk ruangan, tekan Mode tamu di kepala halaman. Uraian, nama, dan catatan hilang dari semua halaman petugas, dan data pribadi tertutup. Tekan lagi setelah tamu pulang.',
    },
    {
      title: 'Layar dan adegan',
      page: '/adegan',
      text: 'Sutradara mengirim adegan ke layar atau menahan putarannya; berakhir sendiri pada waktunya. Layar yang tidak melapor 15 detik menjadi alarm “Layar mati”; keadaannya tampak di halaman Layar.',
    },
  ],
}
