import { configFromEnvironment } from '../config.ts'
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
  config: configFromEnvironment,
  print: write(process.stdout),
  warn: write(process.stderr),
  signal: stopping,
}).catch((error: unknown) => {
  process.stderr.write(`ruang: ${oneLine(error)}\n`)
  return codeOf(error)
})
