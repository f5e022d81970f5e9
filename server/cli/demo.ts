import { configFromEnvironment, fromEnvironment } from '../config.ts'
import { freePort } from '../demo/port.ts'
import { recording } from '../demo/recording.ts'
import { startDemo, type Demo } from '../demo/start.ts'
import { stopOnSignal } from '../stop.ts'
import { build } from './build.ts'
import { codeOf, Failure, oneLine } from './failure.ts'

/** The port asked for; where none was, the first free one from 3000 on. */
async function choosePort(): Promise<number> {
  const { PORT, HOST } = configFromEnvironment({ DATABASE_URL: '', TLS_CERT: '', TLS_KEY: '' })
  if (fromEnvironment('PORT') === undefined) {
    const free = await freePort(PORT, HOST)
    if (free === undefined) throw new Failure(`no free port from ${PORT} on: set PORT`)
    return free
  }
  return PORT
}

const say = (line: string): void => void process.stderr.write(`demo: ${line}\n`)

async function start(): Promise<Demo> {
  const port = await choosePort()
  const [film] = await Promise.all([recording(), build()])
  return startDemo(film, port, say)
}

const starting = start()
const stoppable = starting.then(({ server, stop }) => ({ logger: server.logger, close: stop }))
stoppable.catch(() => undefined)
stopOnSignal(stoppable)
await starting
  .then(({ server }) => {
    process.stdout.write(`Ruang Pantau ${server.version}, GLADI: recorded days at ×60, until Ctrl-C\n`)
    for (const page of ['/wall', '/layar', '/admin', '/docs'])
      process.stdout.write(`  ${server.address}${page}\n`)
  })
  .catch((error: unknown) => {
    say(oneLine(error))
    process.exitCode = codeOf(error)
  })
