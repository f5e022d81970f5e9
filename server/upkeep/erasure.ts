import { LogUnavailable } from '../log/log.ts'
import { referenceOf } from '../vault/originals.ts'
import type { World } from '../worlds.ts'

const atOnce = 500

/**
 * The vault's references of the original photos that came with a person's record: erasing the person erases them too. Reads
 * the log up to the statement that names the record, others get their turn meanwhile; what an archive file that is gone
 * holds is no report of a person.
 */
export async function originalsWith(
  { log, present, info }: Pick<World, 'log' | 'present' | 'info'>,
  reference: string,
): Promise<string[]> {
  for (let after = 0; after < present.seq; after += atOnce) {
    await new Promise<void>((resume) => setImmediate(resume))
    const events = await log.read(after, atOnce).catch((error: unknown) => {
      if (error instanceof LogUnavailable) return []
      throw error
    })
    const said = events.find(({ vault }) => vault === reference)
    if (!said) continue
    const photos = 'photos' in said.data && Array.isArray(said.data.photos) ? said.data.photos : []
    return photos.map((photo) => referenceOf(info.name, String(photo)))
  }
  return []
}
