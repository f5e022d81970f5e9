import type { Region } from '../../shared/region.ts'

const wita = new Set(['51', '52', '53', '63', '64', '65', '71', '72', '73', '74', '75', '76'])

/** The zone of a regency by its province (Keppres 41/1987): 8x and 9x are WIT, the set above WITA, the rest WIB. */
export function timeZoneOf(code: string): Pick<Region, 'timeZone' | 'zone'> {
  const province = code.slice(0, 2)
  if (province >= '80') return { timeZone: 'Asia/Jayapura', zone: 'WIT' }
  if (wita.has(province)) return { timeZone: 'Asia/Makassar', zone: 'WITA' }
  return { timeZone: 'Asia/Jakarta', zone: 'WIB' }
}
