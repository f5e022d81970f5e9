import { lock } from '../lock.ts'
import { writeAsRows } from '../log/sqlite-older.ts'
import { verifyFile } from '../log/verify-file.ts'
import { words, type Run } from './command.ts'
import { logsOf } from './data-folder.ts'
import { exit, Failure } from './failure.ts'

/** `ruang downgrade`: writes the logs of DATA_DIR as versions from before there were batches read them, for the way back; not while a server runs. */
export const downgrade: Run = async ({ args, config, print, signal }) => {
  words(args, 'downgrade', {}, 0)
  const { DATA_DIR } = config()
  const held = lock(DATA_DIR)
  try {
    const logs = [...logsOf(DATA_DIR)]
    if (logs.length === 0) throw new Failure(`there is no log in ${DATA_DIR}: see DATA_DIR`)
    for (const [world, file] of logs) check(world, file)
    // Nobody stops what follows half way.
    signal()
    for (const [world, file] of logs) {
      writeAsRows(file)
      print(`${world}: ${check(world, file)} events, the chain is whole`)
    }
    return exit.done
  } finally {
    held.release()
  }
}

function check(world: string, file: string): number {
  const { rows, bad, reason } = verifyFile(file)
  if (bad === undefined) return rows
  throw new Failure(`the log of the world ${world} is broken, first bad seq ${bad}: ${reason ?? ''}`)
}
