import { build } from './cli/build.ts'
import { run } from './run.ts'

await run(build)
