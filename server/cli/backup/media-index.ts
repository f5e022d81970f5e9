import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

/** The name of the index in a backup and in a restored data folder: a line of JSON per photo. */
export const mediaIndex = 'media-index.jsonl'

const kept = z.object({ file: z.string(), bytes: z.number() })
const folders = ['media', 'originals']

/** Writes down which photos a data folder keeps; they themselves are copied as files, which never change. */
export function writeMediaIndex(dataDir: string, to: string): void {
  const lines = folders
    .filter((folder) => existsSync(join(dataDir, folder)))
    .flatMap((folder) =>
      readdirSync(join(dataDir, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        join(folder, name),
      ),
    )
    .sort()
    .flatMap((file) => {
      // A photo that is just being written has another name until it is whole.
      const found = file.endsWith('.part')
        ? undefined
        : statSync(join(dataDir, file), { throwIfNoEntry: false })
      return found?.isFile() ? [JSON.stringify({ file: file.replaceAll('\\', '/'), bytes: found.size })] : []
    })
  writeFileSync(to, lines.map((line) => `${line}\n`).join(''), { mode: 0o600 })
}

/** Which photos of a restored index are not in the data folder, or not whole; and how many there should be. */
export function missingMedia(dataDir: string): { all: number; missing: number } {
  const file = join(dataDir, mediaIndex)
  if (!existsSync(file)) return { all: 0, missing: 0 }
  const all = readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => kept.parse(JSON.parse(line)))
  const isThere = ({ file: name, bytes }: z.infer<typeof kept>) =>
    statSync(join(dataDir, name), { throwIfNoEntry: false })?.size === bytes
  return { all: all.length, missing: all.filter((one) => !isThere(one)).length }
}
