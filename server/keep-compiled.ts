import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '..', 'node_modules', '.cache', 'compiled')

/**
 * Has Node keep what it makes of the sources, by their content: another start strips and compiles nothing again. Where the
 * folder cannot be written nothing is kept. To be called before they are imported.
 * https://nodejs.org/api/module.html#module-compile-cache
 */
export function keepCompiled(): void {
  enableCompileCache(folder)
}
