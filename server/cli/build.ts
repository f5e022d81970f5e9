import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

const root = join(import.meta.dirname, '..', '..')
const stamp = join(root, 'dist', '.built')
const inputs = [
  'client',
  'shared',
  'public',
  'package-lock.json',
  'vite.config.ts',
  'server/fold-version.ts',
  'server/cli/compress-built.ts',
  'server/cli/page-files.ts',
  'server/cli/shell-list.ts',
]

/** A hash of all that the pages are built from. */
function inputHash(): string {
  const hash = createHash('sha256')
  for (const input of inputs) {
    for (const file of filesOf(join(root, input)).sort()) {
      hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
    }
  }
  return hash.digest('hex')
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) return []
  if (/\.\w+$/.test(path)) return [path]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

/** Builds the pages into dist/, only if something they are made from changed. */
export async function build(): Promise<void> {
  const wanted = inputHash()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  process.stderr.write('Building the pages …\n')
  const { build: viteBuild } = await import('vite')
  await viteBuild({
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'warn',
    build: { rolldownOptions: { checks: { pluginTimings: false } } },
  })
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(stamp, wanted)
}

if (import.meta.main) await build()
