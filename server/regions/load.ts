import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Areas, Region, type RegionPack } from '../../shared/region.ts'
import { publicRegions, regencyOf } from './codes.ts'

async function read(folder: string): Promise<RegionPack | null> {
  let texts: string[]
  try {
    texts = await Promise.all(
      ['region.json', 'areas.topojson'].map((name) => readFile(join(folder, name), 'utf8')),
    )
  } catch {
    return null
  }
  const [region, areas] = texts.map((text) => JSON.parse(text))
  return { ...Region.parse(region), areas: Areas.parse(areas) }
}

/**
 * The pack of a regency: built or imported in DATA_DIR/regions/CODE, else the one shipped under public/regions/CODE.
 * Throws one line that says what to type when there is none, or which codes come near when it is no regency's.
 */
export async function loadRegion(code: string, dataDir?: string): Promise<RegionPack> {
  const { kind, name } = await regencyOf(code)
  const own = dataDir ? await read(join(dataDir, 'regions', code)) : null
  const pack = own ?? (await read(join(publicRegions, code)))
  if (pack) return pack
  throw new Error(`no region pack for ${code} ${kind} ${name}: npm run -s ruang -- region build ${code}`)
}
