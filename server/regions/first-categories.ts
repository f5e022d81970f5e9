/** What complaints are about, until an administrator says otherwise; `group` gathers them in lists. */
export const firstCategories = [
  { id: 'jalan', name: 'Jalan dan jembatan rusak', group: 'Infrastruktur', road: true },
  { id: 'lampu-jalan', name: 'Lampu jalan', group: 'Infrastruktur' },
  { id: 'drainase', name: 'Drainase dan genangan', group: 'Infrastruktur' },
  { id: 'air-bersih', name: 'Air bersih', group: 'Infrastruktur' },
  { id: 'irigasi', name: 'Irigasi', group: 'Infrastruktur' },
  { id: 'rumah', name: 'Rumah dan permukiman', group: 'Infrastruktur' },
  { id: 'bangunan', name: 'Bangunan dan fasilitas umum', group: 'Infrastruktur' },
  { id: 'sampah', name: 'Sampah', group: 'Lingkungan' },
  { id: 'pencemaran', name: 'Pencemaran air, udara, dan tanah', group: 'Lingkungan' },
  { id: 'pohon', name: 'Pohon tumbang atau berbahaya', group: 'Lingkungan' },
  { id: 'bencana', name: 'Banjir, longsor, dan bencana lain', group: 'Ketertiban dan keselamatan' },
  { id: 'ketertiban', name: 'Ketenteraman dan ketertiban', group: 'Ketertiban dan keselamatan' },
  { id: 'lalu-lintas', name: 'Lalu lintas, parkir, dan angkutan', group: 'Ketertiban dan keselamatan' },
  { id: 'kesehatan', name: 'Pelayanan kesehatan', group: 'Pelayanan' },
  { id: 'pendidikan', name: 'Pendidikan', group: 'Pelayanan' },
  { id: 'kependudukan', name: 'Administrasi kependudukan', group: 'Pelayanan' },
  { id: 'bantuan-sosial', name: 'Bantuan sosial', group: 'Pelayanan' },
  { id: 'perizinan', name: 'Perizinan', group: 'Pelayanan' },
  { id: 'pelayanan-desa', name: 'Pelayanan desa dan kecamatan', group: 'Pelayanan' },
  { id: 'pertanian', name: 'Pertanian dan perikanan', group: 'Pelayanan' },
  { id: 'pungutan-liar', name: 'Pungutan liar', group: 'Pelayanan' },
  { id: 'lainnya', name: 'Lainnya', group: 'Lainnya' },
]

/** Which complaints, gathered in one place and in a short time, propose an incident. */
export const firstHotSpots = [
  { category: 'bencana', least: 3, metres: 1_500, minutes: 180, hazard: 'banjir', level: 1 },
  { category: 'drainase', least: 5, metres: 1_000, minutes: 360, hazard: 'banjir', level: 1 },
  { category: 'pohon', least: 4, metres: 2_000, minutes: 180, hazard: 'cuaca-ekstrem', level: 1 },
  { category: 'air-bersih', least: 10, metres: 3_000, minutes: 2_880, hazard: 'kekeringan', level: 1 },
]
