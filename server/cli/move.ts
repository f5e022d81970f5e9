import { dirname, join } from 'node:path'
import { lock } from '../lock.ts'
import { inWords } from '../log/postgres-trouble.ts'
import { eventsIn, takeOver } from '../log/postgres-take-over.ts'
import { openLogFile, putAside } from '../log/sqlite-file.ts'
import { verifyFile } from '../log/verify-file.ts'
import { misused, words, type Run } from './command.ts'
import { logsOf } from './data-folder.ts'
import { exit, Failure } from './failure.ts'

const usage = 'move --to postgres://USER:PASSWORD@HOST:PORT/NAME'

/**
 * `ruang move --to postgres://…`: takes the SQLite logs of DATA_DIR along to PostgreSQL, chain, epoch and all, and puts the
 * files aside. Not while a server runs; a world that holds events there is left alone.
 */
export const move: Run = async ({ args, config, print, signal }) => {
  const { to } = words(args, usage, { to: { type: 'string' } }, 0).values
  if (!to || !/^postgres(ql)?:\/\//.test(to) || !URL.canParse(to))
    throw misused('--to must be the address of a PostgreSQL database', usage)
  const { DATA_DIR } = config()
  const held = lock(DATA_DIR)
  try {
    const logs = [...logsOf(DATA_DIR)]
    if (logs.length === 0) throw new Failure(`there is no log in ${DATA_DIR}: see DATA_DIR`)
    for (const [world, file] of logs) await checkBoth(world, file, to)
    // Nobody stops what follows half way.
    signal()
    for (const [world, file] of logs) {
      const events = await moved(world, file, to)
      print(`${world}: ${events} events moved, the chain is whole; the file is kept as ${putAside(file)}`)
    }
    print('from now on start the server with DATABASE_URL set to that address')
    return exit.done
  } finally {
    held.release()
  }
}

/** Looks at every log before the first is moved. */
async function checkBoth(world: string, file: string, to: string): Promise<void> {
  const { bad, reason } = verifyFile(file)
  if (bad !== undefined)
    throw new Failure(
      `the log of the world ${world} is broken, first bad seq ${bad}: ${reason ?? ''}; not moved`,
    )
  const there = await inPostgres(eventsIn(to, world))
  if (there > 0)
    throw new Failure(
      `the world ${world} holds ${there} events there: give an empty database; nothing was moved`,
    )
}

async function moved(world: string, file: string, to: string): Promise<number> {
  const log = openLogFile(file)
  try {
    return await inPostgres(takeOver(to, world, log, join(dirname(file), 'archive')))
  } finally {
    log.close()
  }
}

async function inPostgres<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw new Failure(`not moved: ${inWords(error)}`)
  }
}
