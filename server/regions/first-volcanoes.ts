import type { Volcano } from '../../shared/volcanoes.ts'

/**
 * Volcanoes whose activity PVMBG watches, by name and summit, rounded to some kilometres; an installation may correct
 * its own in the setting `volcanoes`. Names and places are those of the Global Volcanism Program (volcano.si.edu).
 */
const summits: [name: string, longitude: number, latitude: number][] = [
  ['Peut Sague', 96.33, 4.92],
  ['Bur Ni Telong', 96.82, 4.77],
  ['Sinabung', 98.39, 3.17],
  ['Sorik Marapi', 99.54, 0.69],
  ['Marapi', 100.47, -0.38],
  ['Tandikat', 100.32, -0.43],
  ['Talang', 100.68, -0.98],
  ['Kerinci', 101.26, -1.7],
  ['Kaba', 102.62, -3.52],
  ['Dempo', 103.13, -4.03],
  ['Anak Krakatau', 105.42, -6.1],
  ['Salak', 106.73, -6.72],
  ['Gede', 106.98, -6.79],
  ['Tangkuban Parahu', 107.6, -6.77],
  ['Papandayan', 107.73, -7.32],
  ['Guntur', 107.84, -7.14],
  ['Galunggung', 108.06, -7.25],
  ['Ciremai', 108.4, -6.9],
  ['Slamet', 109.21, -7.24],
  ['Dieng', 109.92, -7.2],
  ['Sundoro', 109.99, -7.3],
  ['Merapi', 110.45, -7.54],
  ['Kelud', 112.31, -7.93],
  ['Arjuno Welirang', 112.58, -7.73],
  ['Semeru', 112.92, -8.11],
  ['Bromo', 112.95, -7.94],
  ['Lamongan', 113.34, -7.98],
  ['Raung', 114.04, -8.12],
  ['Ijen', 114.24, -8.06],
  ['Batur', 115.38, -8.24],
  ['Agung', 115.51, -8.34],
  ['Rinjani', 116.47, -8.42],
  ['Tambora', 118, -8.25],
  ['Sangeang Api', 119.07, -8.2],
  ['Inielika', 120.98, -8.73],
  ['Inierie', 120.95, -8.88],
  ['Ebulobo', 121.18, -8.82],
  ['Iya', 121.64, -8.9],
  ['Kelimutu', 121.82, -8.77],
  ['Rokatenda', 121.71, -8.32],
  ['Egon', 122.46, -8.68],
  ['Lewotobi Laki-laki', 122.77, -8.54],
  ['Lewotobi Perempuan', 122.78, -8.57],
  ['Ile Boleng', 123.26, -8.34],
  ['Ile Lewotolok', 123.51, -8.27],
  ['Sirung', 124.13, -8.51],
  ['Colo', 121.61, -0.17],
  ['Soputan', 124.73, 1.11],
  ['Lokon', 124.79, 1.36],
  ['Mahawu', 124.86, 1.35],
  ['Tangkoko', 125.2, 1.52],
  ['Ruang', 125.37, 2.3],
  ['Karangetang', 125.4, 2.78],
  ['Awu', 125.5, 3.67],
  ['Dukono', 127.89, 1.69],
  ['Ibu', 127.63, 1.49],
  ['Gamkonora', 127.53, 1.38],
  ['Gamalama', 127.33, 0.8],
  ['Kie Besi', 127.4, 0.32],
  ['Banda Api', 129.88, -4.52],
]
/** Ash and people on the move reach so far, in degrees: some 110 km. */
const near = 1

/** The volcanoes in and around a box: west, south, east, north. */
export function firstVolcanoes([west, south, east, north]: readonly [
  number,
  number,
  number,
  number,
]): Volcano[] {
  return summits
    .filter(
      ([, lon, lat]) => lon > west - near && lon < east + near && lat > south - near && lat < north + near,
    )
    .map(([name, lon, lat]) => ({
      id: name.toLowerCase().replaceAll(' ', '-'),
      name: `Gunung ${name}`,
      point: [lon, lat],
    }))
}
