import { dirname, join } from 'node:path'
import { lock } from '../lock.ts'
import { inWords } from '../log/postgres-trouble.ts'
import { standingIn, takeOver } from '../log/postgres-take-over.ts'
import type { Standing } from '../log/postgres-rows.ts'
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
    const there = new Map<string, number>()
    for (const [world, file] of logs) there.set(world, await checkBoth(world, file, to))
    // Nobody stops what follows half way.
    signal()
    for (const [world, file] of logs) {
      const events = there.get(world) || (await moved(world, file, to))
      print(`${world}: ${events} events moved, the chain is whole; the file is kept as ${putAside(file)}`)
    }
    print('from now on start the server with DATABASE_URL set to that address')
    return exit.done
  } finally {
    held.release()
  }
}

/**
 * Looks at every log before the first is moved; answers how many events are there already: all of them, where an earlier
 * move was cut off before it put the file aside.
 */
async function checkBoth(world: string, file: string, to: string): Promise<number> {
  const { rows, bad, reason } = verifyFile(file)
  if (bad !== undefined)
    throw new Failure(
      `the log of the world ${world} is broken, first bad seq ${bad}: ${reason ?? ''}; not moved`,
    )
  const there = await inPostgres(standingIn(to, world, rows))
  if (there.seq === 0 || isSame(there, file)) return there.seq
  throw new Failure(
    `the world ${world} holds ${there.seq} events there: give an empty database; nothing was moved`,
  )
}

/** Whether the log there is this file's, with all its rows. */
function isSame({ epoch, seenHash }: Standing, file: string): boolean {
  const log = openLogFile(file)
  try {
    return epoch === log.epoch && seenHash !== null && log.head?.split(' ')[1] === seenHash
  } finally {
    log.close()
  }
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
