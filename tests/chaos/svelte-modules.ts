import { readFileSync } from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import { fileURLToPath } from 'node:url'
import { compileModule } from 'svelte/compiler'

/**
 * Lets Node itself load `.svelte.ts` modules, which elsewhere Vite compiles: to be imported before one of them is. Types are
 * stripped as Node strips them everywhere; it warns that one may not rely on being able to ask for it.
 */
registerHooks({
  load: (url, context, next) => {
    if (!url.endsWith('.svelte.ts')) return next(url, context)
    const filename = fileURLToPath(url)
    const { js } = compileModule(stripTypeScriptTypes(readFileSync(filename, 'utf8')), { filename })
    return { format: 'module', source: js.code, shortCircuit: true }
  },
})
