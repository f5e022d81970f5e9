import { configFromEnvironment, type Config } from '../config.ts'
import { isCutOff } from '../exchange.ts'
import { lock } from '../lock.ts'
import type { Run, Surroundings } from './command.ts'
import { codeOf, exit, Failure, oneLine } from './failure.ts'
import { help } from './help.ts'
import { keepCompiled } from '../keep-compiled.ts'

// Keys, sessions and vault are this account's alone, whatever folder they are put in.
process.umask(0o077)
keepCompiled()

/** Every command, loaded when it is asked for. */
const commands: Record<string, () => Promise<Run>> = {
  key: async () => (await import('./key.ts')).key,
  admin: async () => (await import('./admin.ts')).admin,
  replay: async () => (await import('./replay.ts')).replayFile,
  verify: async () => (await import('./verify.ts')).verify,
  archive: async () => (await import('./archive.ts')).archive,
  backup: async () => (await import('./backup.ts')).backup,
  drill: async () => (await import('./drill.ts')).drill,
  restore: async () => (await import('./restore.ts')).restore,
  import: async () => (await import('./import.ts')).importFile,
  move: async () => (await import('./move.ts')).move,
  downgrade: async () => (await import('./downgrade.ts')).downgrade,
  region: async () => (await import('./region.ts')).region,
  person: async () => (await import('./person.ts')).person,
  vault: async () => (await import('./vault.ts')).vault,
  read: async () => (await import('./read-file.ts')).readFile,
  tls: async () => (await import('./tls.ts')).tls,
  help: async () => help,
}

async function run(name: string, around: Surroundings): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    const known = Object.keys(commands).join(', ')
    throw new Failure(
      name ? `unknown command ${name}; known: ${known}` : `say what to do: ${known}`,
      exit.usage,
    )
  }
  return (await command())(around)
}

/**
 * The configuration. A restore that was cut off among its files is brought to its end before any command looks at one of them:
 * a key that was given in between would be in neither folder. Throws ConfigError, and Locked while a restore is at it.
 */
function settled(): Config {
  const config = configFromEnvironment()
  if (isCutOff(config.DATA_DIR)) lock(config.DATA_DIR).release()
  return config
}

function stopping(): AbortSignal {
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop.abort())
  return stop.signal
}

// Whoever reads our output may stop reading (`ruang read … | head`).
process.stdout.on('error', () => process.exit(exit.done))

const [name = '', ...args] = process.argv.slice(2)
const write = (stream: NodeJS.WriteStream) => (line: string) => void stream.write(`${line}\n`)
process.exitCode = await run(/^(-h|--help)$/.test(name) ? 'help' : name, {
  args,
  config: settled,
  print: write(process.stdout),
  warn: write(process.stderr),
  signal: stopping,
}).catch((error: unknown) => {
  process.stderr.write(`ruang: ${oneLine(error)}\n`)
  return codeOf(error)
})
