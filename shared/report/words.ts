/** The words of a situation report: an Indonesian document, whatever language a page is read in. */
const figureWords: Readonly<Record<string, { label: string; unit: string }>> = {
  meninggal: { label: 'Meninggal', unit: 'jiwa' },
  hilang: { label: 'Hilang', unit: 'jiwa' },
  lukaBerat: { label: 'Luka berat', unit: 'jiwa' },
  lukaRingan: { label: 'Luka ringan', unit: 'jiwa' },
  menderita: { label: 'Menderita', unit: 'jiwa' },
  mengungsi: { label: 'Mengungsi', unit: 'jiwa' },
  mengungsiKK: { label: 'Mengungsi', unit: 'KK' },
  menderitaKK: { label: 'Menderita', unit: 'KK' },
  rumahRusakBerat: { label: 'Rumah rusak berat', unit: 'unit' },
  rumahRusakSedang: { label: 'Rumah rusak sedang', unit: 'unit' },
  rumahRusakRingan: { label: 'Rumah rusak ringan', unit: 'unit' },
  rumahTerendam: { label: 'Rumah terendam', unit: 'unit' },
  fasilitasPendidikan: { label: 'Fasilitas pendidikan rusak', unit: 'unit' },
  fasilitasPeribadatan: { label: 'Fasilitas peribadatan rusak', unit: 'unit' },
  fasilitasKesehatan: { label: 'Fasilitas kesehatan rusak', unit: 'unit' },
  kantor: { label: 'Kantor rusak', unit: 'unit' },
  jembatan: { label: 'Jembatan rusak', unit: 'unit' },
}

export const levelWords = ['Normal', 'Waspada', 'Siaga', 'Awas'] as const
export const statusWords = {
  reported: 'dilaporkan',
  verified: 'terverifikasi',
  handled: 'ditangani',
} as const
export const taskWords = {
  assigned: 'diberikan, belum diterima',
  acknowledged: 'diterima',
  progressed: 'dikerjakan',
} as const
export const stageWords = {
  'siaga-darurat': 'Siaga darurat',
  'tanggap-darurat': 'Tanggap darurat',
  'transisi-darurat': 'Transisi darurat ke pemulihan',
} as const
export const resourceWords: Readonly<Record<string, string>> = {
  posko: 'Posko',
  pengungsian: 'Tempat pengungsian',
  'tempat-tidur-rs': 'Tempat tidur rumah sakit',
  'alat-berat': 'Alat berat',
  'tangki-air': 'Tangki air',
  ambulans: 'Ambulans',
  personel: 'Personel',
}

/** gempabumi: Gempabumi; cuaca-ekstrem: Cuaca ekstrem. */
export const hazardWord = (hazard: string): string =>
  hazard.charAt(0).toUpperCase() + hazard.slice(1).replaceAll('-', ' ')

/** rumahRusakBerat: Rumah rusak berat, where it stands in no table. */
export function figureWord(name: string): { label: string; unit: string } {
  if (Object.hasOwn(figureWords, name)) return figureWords[name] ?? { label: name, unit: '' }
  const spaced = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return { label: spaced.charAt(0).toUpperCase() + spaced.slice(1), unit: '' }
}
