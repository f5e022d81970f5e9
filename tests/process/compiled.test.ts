import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { emptyFolder } from '../http/running.ts'
import { serve } from './child.ts'

test('what was compiled is kept while the server runs, and what another Node left there is taken away', async () => {
  const parent = emptyFolder()
  const kept = join(parent, 'kept')
  const other = join(kept, 'v1.2.3-x64-0000-0')
  mkdirSync(other, { recursive: true })
  mkdirSync(join(kept, 'notes'))
  writeFileSync(join(other, '0123abcd'), 'x')
  const server = serve({ DATA_DIR: join(parent, 'data'), NODE_COMPILE_CACHE: kept })
  await server.address
  const own = () => readdirSync(kept).find((name) => name.startsWith(`${process.version}-`))
  await vi.waitFor(
    () => {
      expect(existsSync(other)).toBe(false)
      expect(readdirSync(join(kept, own() ?? 'none')).length).toBeGreaterThan(300)
    },
    { timeout: 50_000, interval: 50 },
  )
  expect(existsSync(join(kept, 'notes'))).toBe(true)
})

test('where it cannot be kept, or what was kept is broken, the server starts all the same', async () => {
  const parent = emptyFolder()
  const file = join(parent, 'file')
  writeFileSync(file, 'x')
  const without = serve({ DATA_DIR: join(parent, 'one'), NODE_COMPILE_CACHE: file })
  const kept = join(parent, 'kept')
  const first = serve({ DATA_DIR: join(parent, 'two'), NODE_COMPILE_CACHE: kept })
  expect((await fetch(`${await without.address}/healthz`)).status).toBe(200)
  await first.address
  first.child.kill('SIGTERM')
  await first.ended
  const own = readdirSync(kept).find((name) => name.startsWith(`${process.version}-`)) ?? ''
  const files = readdirSync(join(kept, own))
  expect(files.length).toBeGreaterThan(300)
  for (const name of files) writeFileSync(join(kept, own, name), 'broken')
  const again = serve({ DATA_DIR: join(parent, 'two'), NODE_COMPILE_CACHE: kept })
  expect((await fetch(`${await again.address}/healthz`)).status).toBe(200)
})
