import { verifyFile } from '../log/verify-file.ts'
import { words, type Run } from './command.ts'
import { logOf } from './data-folder.ts'
import { exit, Failure, oneLine } from './failure.ts'

/** `ruang verify`: reads the whole log and checks its chain; a bad one: its first bad seq on stdout, why on stderr, exit code 1. */
export const verify: Run = async ({ args, config, print, warn }) => {
  const { values } = words(args, 'verify [--world NAME]', { world: { type: 'string' } }, 0)
  const { name, file } = logOf(config().DATA_DIR, values.world)
  const { rows, bad, reason } = checked(file)
  if (bad === undefined) {
    print(`${name}: ${rows} events, the chain is whole`)
    return exit.done
  }
  print(String(bad))
  warn(`ruang: the log of the world ${name} is broken, first bad seq ${bad}: ${reason ?? 'it does not fit'}`)
  return exit.failed
}

function checked(file: string) {
  try {
    return verifyFile(file)
  } catch (error) {
    throw new Failure(`${file} cannot be read as a log: ${oneLine(error)}`)
  }
}
