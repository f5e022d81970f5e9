import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RegionPack } from '../../shared/region.ts'

/** Writes a pack's files into `outDir`/CODE, each whole or not at all, and answers the folder. */
export async function savePack(
  { areas, surroundings, ...region }: RegionPack,
  outDir: string,
): Promise<string> {
  const folder = join(outDir, region.code)
  await mkdir(folder, { recursive: true })
  const write = async (name: string, text: string) => {
    await writeFile(join(folder, `${name}.part`), text)
    await rename(join(folder, `${name}.part`), join(folder, name))
  }
  await write('areas.topojson', JSON.stringify(areas))
  if (surroundings) await write('surroundings.topojson', JSON.stringify(surroundings))
  await write('region.json', JSON.stringify(region).replaceAll(/\{"code"/g, '\n$&'))
  return folder
}
