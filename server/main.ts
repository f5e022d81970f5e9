import { keepCompiled } from './keep-compiled.ts'

keepCompiled()
if (process.argv.includes('--dev')) await (await import('./dev.ts')).runDev()
else {
  const [{ build }, { run }] = await Promise.all([import('./cli/build.ts'), import('./run.ts')])
  await run(build)
}
