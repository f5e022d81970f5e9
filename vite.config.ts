import { availableParallelism } from 'node:os'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'
import { foldVersion } from './server/fold-version.ts'

export default defineConfig({
  root: 'client',
  publicDir: '../public',
  plugins: [svelte({ configFile: false })],
  define: { __FOLD__: JSON.stringify(foldVersion()) },
  build: { outDir: '../dist', emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 1500 },
  worker: { format: 'es' },
  test: {
    root: '.',
    include: ['tests/**/*.test.ts'],
    // Many tests wait for sockets, browsers and clocks: two at a time even on two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
