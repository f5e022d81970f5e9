import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { RegionPack } from '../../shared/region.ts'
import { syncFolder } from '../durable-file.ts'
import { besides } from './load.ts'

const isNone = (error: NodeJS.ErrnoException) => {
  if (error.code !== 'ENOENT') throw error
}

/**
 * Writes a pack's files into `outDir`/CODE, all of them or none, wherever it is cut off: whoever reads finds the pack of before
 * or the new one. What the pack does not bring of its surroundings stays. Answers the folder.
 */
export async function savePack(
  { areas, surroundings, ...region }: RegionPack,
  outDir: string,
): Promise<string> {
  const folder = join(outDir, region.code)
  const { next, before } = besides(folder)
  // One that was cut off between its two steps is taken back.
  await rename(before, folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') isNone(error)
  })
  await rm(next, { recursive: true, force: true })
  await mkdir(next, { recursive: true })
  const write = async (name: string, text: string) => {
    const out = await open(join(next, name), 'w')
    try {
      await out.writeFile(text)
      await out.sync()
    } finally {
      await out.close()
    }
  }
  await write('areas.topojson', JSON.stringify(areas))
  if (surroundings) await write('surroundings.topojson', JSON.stringify(surroundings))
  else
    await copyFile(join(folder, 'surroundings.topojson'), join(next, 'surroundings.topojson')).catch(isNone)
  await write('region.json', JSON.stringify(region).replaceAll(/\{"code"/g, '\n$&'))
  syncFolder(next)
  await rm(before, { recursive: true, force: true })
  await rename(folder, before).catch(isNone)
  await rename(next, folder)
  syncFolder(outDir)
  await rm(before, { recursive: true, force: true })
  return folder
}
