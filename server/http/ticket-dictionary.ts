/** What stands in the CSV of the public's figures: column, unit, meaning; a file beside it, so that it travels along. */
export const ticketDictionary: readonly (readonly string[])[] = [
  ['kolom', 'satuan', 'arti'],
  ['agency', 'kode', 'OPD yang menangani aduan; kosong: belum didisposisi'],
  ['category', 'kode', 'Kategori aduan menurut daftar kategori pemerintah daerah'],
  ['district', 'kode Kemendagri', 'Kecamatan tempat kejadian; kosong: tanpa lokasi'],
  [
    'month',
    'TTTT-BB',
    'Bulan menurut waktu setempat: masuk untuk opened dan response, ditutup untuk lainnya',
  ],
  ['opened', 'aduan', 'Aduan yang masuk dalam masa itu'],
  ['closed', 'aduan', 'Aduan yang ditutup dalam masa itu; yang dibuka lagi dihitung pada penutupan terakhir'],
  ['inTime', 'aduan', 'Dari closed: ditutup sebelum tenggat hari kerjanya, atau saat menunggu pelapor'],
  ['responseMedian', 'jam', 'Separuh aduan yang masuk dan sudah ditanggapi mendapat tanggapan pertama dalam waktu ini; malam dan hari libur ikut dihitung'], // prettier-ignore
  [
    'responseP90',
    'jam',
    'Sembilan dari sepuluh mendapat tanggapan pertama dalam waktu ini (peringkat terdekat)',
  ],
  ['closingMedian', 'jam', 'Separuh aduan yang ditutup selesai dalam waktu ini sejak masuk'],
  ['closingP90', 'jam', 'Sembilan dari sepuluh selesai dalam waktu ini sejak masuk (peringkat terdekat)'],
]
