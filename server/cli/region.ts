import { join } from 'node:path'
import { misused, words, type Run } from './command.ts'

const usage = 'region build CODE'

/** `ruang region build CODE`: makes a regency's pack in DATA_DIR/regions, where the server finds it before the shipped ones. */
export const region: Run = async ({ args, config, print }) => {
  const [action, ...rest] = args
  if (action !== 'build') throw misused('region build is all there is', usage)
  const [code = ''] = words(rest, usage, {}, 1).positionals
  const { runRegionBuild } = await import('../regions/build.ts')
  for (const line of await runRegionBuild({ code, outDir: join(config().DATA_DIR, 'regions') })) print(line)
  return 0
}
