import { CannotListen, ConfigError, configFromEnvironment } from './config.ts'
import { build } from './cli/build.ts'
import { Locked } from './lock.ts'
import { startServer } from './server.ts'
import { stopOnSignal } from './stop.ts'

try {
  const config = configFromEnvironment()
  const starting = build().then(() => startServer(config))
  stopOnSignal(starting)
  const server = await starting
  process.stdout.write(`Ruang Pantau ${server.version}: ${server.address}/wall\n`)
} catch (error) {
  const inUse = error instanceof Locked || error instanceof CannotListen
  if (!inUse && !(error instanceof ConfigError)) throw error
  process.stderr.write(`ruang-pantau: ${error.message}\n`)
  process.exitCode = inUse ? 75 : 78
}
