import { mkdtemp, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { verifyFile } from '../log/verify-file.ts'
import { openGround } from '../regions/ground.ts'
import { checkVaultFile } from '../vault/check-file.ts'
import { checkBackup, unpackForTrial } from './backup/read.ts'
import { refold } from './backup/refold.ts'
import { checkRoom } from './backup/room.ts'
import { misused, words, type Run } from './command.ts'
import { logsOf } from './data-folder.ts'
import { exit, Failure, oneLine } from './failure.ts'
import { passphrase } from './passphrase.ts'

const usage = 'drill FILE [--expect SEQ:DIGEST]'

/**
 * `ruang drill FILE`: restores a backup for trial beside it, checks every log's chain, folds the real one from its first
 * event, opens every record of the vault, and takes the trial away again. `--expect`: the digest it must come to at a seq.
 */
export const drill: Run = async ({ args, config, print, signal }) => {
  const { positionals, values } = words(args, usage, { expect: { type: 'string' } }, 1)
  const [file = ''] = positionals
  const expected = expectation(values.expect)
  const { first } = await openGround(config())
  const whole = await checkBackup(file, await passphrase(false))
  const stopped = signal()
  const beside = dirname(resolve(file))
  await checkRoom(
    beside,
    whole.entries.reduce((sum, { bytes }) => sum + bytes, 0),
  )
  const folder = await mkdtemp(join(beside, '.ruang-drill-'))
  try {
    const key = await unpackForTrial(whole, folder)
    stopped.throwIfAborted()
    const logs = logsOf(folder)
    if (logs.size === 0) throw new Failure('the backup holds no log')
    const told = [...logs].map(([world, path]) => {
      const { rows, bad, reason } = verifyFile(path)
      if (bad === undefined) return `${world} up to seq ${rows}`
      throw new Failure(`the log of the world ${world} is broken, first bad seq ${bad}: ${reason ?? ''}`)
    })
    stopped.throwIfAborted()
    const real = logs.get('real')
    const { seq, digest } = expected
    const folded = real ? await refold(real, first, seq) : undefined
    if (digest && folded?.then !== digest)
      throw new Failure(
        `its log comes to the digest ${folded?.then ?? 'of none'} at seq ${seq}, not to ${digest}`,
      )
    const records = vaultRecords(join(folder, 'vault.db'), key)
    const came = folded ? `, digest ${folded.end}` : ''
    print(`the backup of ${whole.made} restores: ${told.join(', ')}${came}, ${records} vault records`)
    return exit.done
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function expectation(given: string | undefined): { seq: number; digest?: string } {
  const [, seq, digest] = given?.match(/^(\d+):([0-9a-f]+)$/) ?? []
  if (given !== undefined && !digest) throw misused('--expect must be SEQ:DIGEST', usage)
  return { seq: Number(seq ?? 0), ...(digest && { digest }) }
}

function vaultRecords(file: string, key: string): number {
  try {
    return checkVaultFile(file, Buffer.from(key.trim(), 'base64url'))
  } catch (error) {
    throw new Failure(`the vault in the backup does not open with its key: ${oneLine(error)}`)
  }
}
