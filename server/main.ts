import { build } from './cli/build.ts'
import { run } from './run.ts'

if (process.argv.includes('--dev')) await (await import('./dev.ts')).runDev()
else await run(build)
