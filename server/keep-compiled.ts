import { readdirSync, rmSync } from 'node:fs'
import { enableCompileCache, flushCompileCache, getCompileCacheDir } from 'node:module'
import { dirname, join } from 'node:path'

const folder = join(import.meta.dirname, '..', 'node_modules', '.cache', 'compiled')

/**
 * Has Node keep what it makes of the sources, by their content: another start strips and compiles nothing again. Where the
 * folder cannot be written nothing is kept. To be called before they are imported; a process that is started with
 * NODE_COMPILE_CACHE=FOLDER keeps it there, and need not even load what strips its first file (a tenth of a start).
 * https://nodejs.org/api/module.html#module-compile-cache
 */
export function keepCompiled(): void {
  enableCompileCache(folder)
}

/**
 * Writes down at once what was compiled, for a process that is killed later, and takes away what other versions of Node
 * left there: it is of use to none of them any more. It only saves time: where it fails nothing is said.
 */
export function settleCompiled(): void {
  const own = getCompileCacheDir()
  if (!own) return
  flushCompileCache()
  try {
    for (const name of readdirSync(dirname(own)))
      if (/^v\d+\.\d+\.\d+-/.test(name) && !name.startsWith(`${process.version}-`))
        rmSync(join(dirname(own), name), { recursive: true, force: true })
  } catch {} // Another process may be at it.
}
