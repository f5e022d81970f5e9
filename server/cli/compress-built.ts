import { brotliCompressSync, constants } from 'node:zlib'
import type { Plugin } from 'vite'

const least = 1_000

/** Puts a Brotli copy beside every built text, which the server gives to browsers that take it: a phone waits less. */
export function compressBuilt(): Plugin {
  return {
    name: 'compress-built',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const [fileName, file] of Object.entries(bundle)) {
          if (!/^assets\/.*\.(js|css)$/.test(fileName)) continue
          const text = Buffer.from(file.type === 'chunk' ? file.code : file.source)
          if (text.length < least) continue
          const params = { [constants.BROTLI_PARAM_QUALITY]: 9 }
          this.emitFile({
            type: 'asset',
            fileName: `${fileName}.br`,
            source: brotliCompressSync(text, { params }),
          })
        }
      },
    },
  }
}
