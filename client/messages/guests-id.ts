/** Words of mode tamu: guests stand in the room. */
export const guestsId = {
  title: 'Mode tamu',
  active: 'Mode tamu: aktif',
  hint: 'Uraian, nama, dan catatan tidak ditampilkan di halaman petugas mana pun. Tekan lagi setelah tamu pulang.',
  closed: 'Tidak ditampilkan selama mode tamu aktif.',
}
