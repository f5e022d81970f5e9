import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Areas, Region, regencyCode, type RegionPack } from '../../shared/region.ts'
import { publicRegions, regencyOf } from './codes.ts'

/** Where a pack is laid down before it takes its place, and where the one of before stands meanwhile. */
export const besides = (folder: string) => ({ next: `${folder}.part`, before: `${folder}.before` })

/** Where a regency's pack may lie, the first one that is there counts: built or imported here, or shipped. */
export function packFolders(code: string, dataDir?: string): string[] {
  const own = dataDir && join(dataDir, 'regions', code)
  return [...(own ? [own, besides(own).before] : []), join(publicRegions, code)]
}

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
  // What is no code is no folder's name either.
  const isCode = regencyCode.safeParse(code).success
  for (const folder of isCode ? packFolders(code, dataDir) : []) {
    const pack = await read(folder)
    if (pack) return pack
  }
  const { kind, name } = await regencyOf(code)
  throw new Error(`no region pack for ${code} ${kind} ${name}: npm run -s ruang -- region build ${code}`)
}
