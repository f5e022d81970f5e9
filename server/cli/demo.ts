import { ConfigError, configFromEnvironment, fromEnvironment } from '../config.ts'
import { freePort, isFree } from '../demo/port.ts'
import { recording } from '../demo/recording.ts'
import { startDemo } from '../demo/start.ts'
import { stopOnSignal } from '../stop.ts'
import { build } from './build.ts'
import { exit, Failure, oneLine } from './failure.ts'

/** The port asked for; where none was, the first free one from 3000 on. */
async function choosePort(): Promise<number> {
  const { PORT, HOST } = configFromEnvironment({ DATABASE_URL: '', TLS_CERT: '', TLS_KEY: '' })
  if (fromEnvironment('PORT') === undefined) {
    const free = await freePort(PORT, HOST)
    if (free === undefined) throw new Failure(`no free port from ${PORT} on: set PORT`)
    return free
  }
  if (!(await isFree(PORT, HOST))) throw new Failure(`PORT: ${PORT} on ${HOST} is taken, choose another`)
  return PORT
}

const say = (line: string): void => void process.stderr.write(`demo: ${line}\n`)

try {
  const port = await choosePort()
  const [film] = await Promise.all([recording(), build()])
  const { server, stop } = await startDemo(film, port, say)
  stopOnSignal({ logger: server.logger, close: stop })
  process.stdout.write(
    [
      `Ruang Pantau ${server.version}, GLADI: recorded days replayed at ×${film.rate}, until Ctrl-C`,
      `  wall  ${server.address}/wall`,
      '',
    ].join('\n'),
  )
} catch (error) {
  say(oneLine(error))
  process.exitCode =
    error instanceof ConfigError ? exit.configuration : error instanceof Failure ? error.code : exit.failed
}
