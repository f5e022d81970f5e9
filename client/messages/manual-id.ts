/** Words around the manual; what it says stands in client/manual. */
export const manualId = {
  title: 'Panduan',
  search: 'Cari di panduan',
  print: 'Cetak',
  contents: 'Daftar isi',
  for: (who: string) => `Untuk: ${who}`,
  nothing: 'Tidak ada bagian yang memuat kata itu.',
}
