import type { tilesId } from './tiles-id.ts'

export const tilesEn: typeof tilesId = {
  water: 'Water levels',
  noGauges: 'No gauges yet',
  raised: (n) => `${n} gauges over their mark`,
  noneRaised: 'all below the first mark',
  rising: (pace) => `rising ${pace}/h`,
  falling: (pace) => `falling ${pace}/h`,
  steady: 'steady',
  toMark: (figure, unit, level) => `${figure} ${unit} below ${level}`,
  volcanoes: 'Volcanoes',
  noVolcanoes: 'No volcano is watched',
  aboveNormal: (n, all) => `${n} of ${all} above Normal`,
  level: (step) => `Level ${step}`,
  since: (moment) => `since ${moment}`,
  column: (km) => `ash column ${km} km`,
}
