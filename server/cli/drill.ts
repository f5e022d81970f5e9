import { mkdtemp, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { verifyFile } from '../log/verify-file.ts'
import { checkBackup, unpack } from './backup/read.ts'
import { words, type Run } from './command.ts'
import { logsOf } from './data-folder.ts'
import { exit, Failure } from './failure.ts'
import { passphrase } from './passphrase.ts'

/** `ruang drill FILE`: restores a backup for trial beside it, checks every log's chain, and takes the trial away again. */
export const drill: Run = async ({ args, print, signal }) => {
  const [file = ''] = words(args, 'drill FILE', {}, 1).positionals
  const whole = await checkBackup(file, await passphrase(false))
  const stopped = signal()
  const folder = await mkdtemp(join(dirname(resolve(file)), '.ruang-drill-'))
  try {
    await unpack(whole, folder)
    stopped.throwIfAborted()
    const logs = [...logsOf(folder)]
    if (logs.length === 0) throw new Failure('the backup holds no log')
    const told = logs.map(([world, path]) => {
      const { rows, bad, reason } = verifyFile(path)
      if (bad === undefined) return `${world} up to seq ${rows}`
      throw new Failure(`the log of the world ${world} is broken, first bad seq ${bad}: ${reason ?? ''}`)
    })
    print(`the backup of ${whole.made} restores: ${told.join(', ')}`)
    return exit.done
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
