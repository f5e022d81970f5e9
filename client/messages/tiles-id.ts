/** Words of the tiles of water, volcanoes, weather and cameras. */
export const tilesId = {
  water: 'Tinggi muka air',
  noGauges: 'Belum ada pos duga air',
  raised: (n: string) => `${n} pos di atas batas`,
  noneRaised: 'semua di bawah batas waspada',
  rising: (pace: string) => `naik ${pace}/jam`,
  falling: (pace: string) => `turun ${pace}/jam`,
  steady: 'tetap',
  toMark: (figure: string, unit: string, level: string) => `${figure} ${unit} lagi ${level}`,
  volcanoes: 'Gunung api',
  noVolcanoes: 'Tidak ada gunung api yang dipantau',
  aboveNormal: (n: string, all: string) => `${n} dari ${all} di atas Normal`,
  level: (step: string) => `Level ${step}`,
  since: (moment: string) => `sejak ${moment}`,
  column: (km: string) => `kolom abu ${km} km`,
}
