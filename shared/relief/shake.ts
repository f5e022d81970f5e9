/**
 * How far from its epicentre an earthquake is felt with an intensity, km: Bakun and Wentworth 1997,
 * MMI = 1.68 M - 3.29 - 0.0206 Δ (https://doi.org/10.1785/BSSA0870061502). From California, for crustal events: a first
 * guess that a person changes, no shake map. 0 where it is felt so nowhere.
 */
export function shakenRadiusKm(magnitude: number, intensity = 6): number {
  return Math.max(0, Math.round((1.68 * magnitude - 3.29 - intensity) / 0.0206))
}
