import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** One word each, for a start costs half a second. */
test.each([
  ['bench', '--nonsense', 64],
  ['chaos', '--help', 0],
  ['soak', '--nonsense', 64],
])(
  'a long run asked how it is called, or something unknown, says so and begins nothing: %s %s',
  (name, word, code) => {
    const script = join(import.meta.dirname, '..', name, 'run.ts')
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, word], { encoding: 'utf8' })
    const said = expect.stringContaining(`usage: npm run ${name} -- [`)
    expect({ status, stdout, stderr }).toEqual({
      status: code,
      stdout: code === 0 ? said : '',
      stderr: code === 0 ? '' : said,
    })
  },
)
