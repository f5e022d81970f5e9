import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'
import { compressBuilt } from './server/cli/compress-built.ts'
import { pageFiles } from './server/cli/page-files.ts'
import { shellList } from './server/cli/shell-list.ts'
import { foldVersion } from './server/fold-version.ts'

const client = (file: string): string => join(import.meta.dirname, 'client', file)

export default defineConfig({
  root: 'client',
  publicDir: '../public',
  plugins: [svelte({ configFile: false }), shellList(join(import.meta.dirname, 'public')), compressBuilt()],
  define: { __FOLD__: JSON.stringify(foldVersion()) },
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2023',
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      input: {
        index: client('index.html'),
        report: client('report.html'),
        'service-worker': client('service-worker.ts'),
      },
      output: {
        codeSplitting: pageFiles(client('report/main.ts')),
        // A service worker keeps its name: the browser asks for it again under that.
        entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  worker: { format: 'es' },
  test: {
    root: '.',
    include: ['tests/**/*.test.ts'],
    // One import of the server and one Chromium for all the files of a worker: both cost more than most tests.
    isolate: false,
    // The processes that tests start read their modules compiled.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules', '.cache', 'ruang-tests') },
    // Many tests wait for sockets, browsers and clocks: meanwhile another one has the core.
    maxWorkers: availableParallelism() + 2,
    // What comes, comes later on a busy machine: nothing fails because it is slow, only what never comes.
    expect: { poll: { timeout: 50_000, interval: 100 } },
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
