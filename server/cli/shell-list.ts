import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

const shipped = ['fonts', 'icons']

/** Writes into the service worker which files make up the pages, so that each build has its own list and its own version. */
export function shellList(publicDir: string): Plugin {
  return {
    name: 'shell-list',
    apply: 'build',
    generateBundle: (_, bundle) => {
      const own = shipped.flatMap((folder) =>
        readdirSync(join(publicDir, folder)).map((file) => `/${folder}/${file}`),
      )
      const hash = createHash('sha256')
      for (const file of own) hash.update(readFileSync(join(publicDir, file)))
      const built = Object.keys(bundle).filter((file) => /^assets\/.*(?<!\.br)$/.test(file))
      const files = [
        '/index.html',
        '/manifest.webmanifest',
        ...own,
        ...built.map((file) => `/${file}`),
      ].sort()
      const version = hash.update(files.join(' ')).digest('hex').slice(0, 12)
      const worker = bundle['service-worker.js']
      if (worker?.type !== 'chunk') throw new Error('the build has no service worker')
      worker.code = worker.code.replace('__SHELL__', () => JSON.stringify({ version, files }))
    },
  }
}
