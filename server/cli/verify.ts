import { join } from 'node:path'
import type { Config } from '../config.ts'
import { inWords } from '../log/postgres-trouble.ts'
import { verifyWorld } from '../log/postgres-verify.ts'
import { verifyFile } from '../log/verify-file.ts'
import { words, type Run } from './command.ts'
import { logOf } from './data-folder.ts'
import { exit, Failure, oneLine } from './failure.ts'

/** `ruang verify`: reads the whole log and checks its chain; a bad one: its first bad seq on stdout, why on stderr, exit code 1. */
export const verify: Run = async ({ args, config, print, warn }) => {
  const { values } = words(args, 'verify [--world NAME]', { world: { type: 'string' } }, 0)
  const { name, rows, bad, reason } = await found(config(), values.world)
  if (bad === undefined) {
    print(`${name}: ${rows} events, the chain is whole`)
    return exit.done
  }
  print(String(bad))
  warn(`ruang: the log of the world ${name} is broken, first bad seq ${bad}: ${reason ?? 'it does not fit'}`)
  return exit.failed
}

/** Reads the log where it is kept. */
async function found({ DATABASE_URL, DATA_DIR }: Config, world: string | undefined) {
  if (!DATABASE_URL) {
    const { name, file } = logOf(DATA_DIR, world)
    return { name, ...checked(file) }
  }
  const name = world ?? 'real'
  const folder = name === 'real' ? DATA_DIR : join(DATA_DIR, 'worlds', name)
  const answer = await verifyWorld(DATABASE_URL, name, join(folder, 'archive')).catch((error: unknown) => {
    throw new Failure(`the log cannot be read: ${inWords(error)}`)
  })
  if (!answer) throw new Failure(`no log of the world ${name} in the database: see DATABASE_URL`)
  return { name, ...answer }
}

function checked(file: string) {
  try {
    return verifyFile(file)
  } catch (error) {
    throw new Failure(`${file} cannot be read as a log: ${oneLine(error)}`)
  }
}
