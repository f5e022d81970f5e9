import type { CodeTables, PointRow } from './sources.ts'

export type VillagePoint = { code: string; lon: number; lat: number; elevation: number | null }

const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

/**
 * Gives the points of 2020 the codes of today: the same code where it still stands, else the one village of that name
 * in the district, or else in the regency, of that name (codes are new where a province or district was split).
 * What finds no village is left out.
 */
export function villagePoints(rows: PointRow[], tables: CodeTables): VillagePoint[] {
  const regencies = new Map(tables.regencies.map((regency) => [regency.code, plain(regency.name)]))
  const districts = new Map(tables.districts.map((district) => [district.code, plain(district.name)]))
  const standing = new Set(tables.villages.map((village) => village.code))
  const byName = new Map<string, string | null>()
  const once = (key: string, code: string) => byName.set(key, byName.has(key) ? null : code)
  for (const { code, name } of tables.villages) {
    const regency = regencies.get(code.slice(0, 5))
    once(`${regency}/${districts.get(code.slice(0, 8))}/${plain(name)}`, code)
    once(`${regency}/${plain(name)}`, code)
  }
  const found = new Map<string, VillagePoint>()
  const keep = (code: string, row: PointRow) =>
    found.set(code, { code, lon: row.longitude, lat: row.latitude, elevation: row.elevation ?? null })
  for (const row of rows) if (standing.has(row.code)) keep(row.code, row)
  for (const row of rows) {
    if (standing.has(row.code)) continue
    const regency = plain(row.city)
    const name = plain(row.village)
    const code = byName.get(`${regency}/${plain(row.district)}/${name}`) ?? byName.get(`${regency}/${name}`)
    if (code && !found.has(code)) keep(code, row)
  }
  return [...found.values()]
}
