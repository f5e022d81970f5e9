import { ConfigError, configFromEnvironment } from './config.ts'
import { build } from './cli/build.ts'
import { Locked } from './lock.ts'
import { startServer } from './server.ts'
import { stopOnSignal } from './stop.ts'

try {
  const config = configFromEnvironment()
  await build()
  const server = await startServer(config)
  stopOnSignal(server)
  process.stdout.write(`Ruang Pantau ${server.version}: ${server.address}/wall\n`)
} catch (error) {
  if (!(error instanceof ConfigError) && !(error instanceof Locked)) throw error
  process.stderr.write(`ruang-pantau: ${error.message}\n`)
  process.exitCode = error instanceof ConfigError ? 78 : 75
}
