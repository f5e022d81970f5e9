import { Refusal } from '../../shared/events/problem.ts'
import type { Config } from '../config.ts'
import { noteVault } from '../say.ts'
import type { World } from '../worlds.ts'
import { originalsWith } from '../upkeep/erasure.ts'
import { ask, refusal, type Door } from './ask.ts'
import { misused, words, type Run, type Surroundings } from './command.ts'
import { exit, Failure } from './failure.ts'
import { checkVault, openData, runningServer } from './open-data.ts'

const usages = { export: 'person export REF [--reason TEXT]', erase: 'person erase REF [--reason TEXT]' }
const reasonGiven = 'permintaan subjek data (UU 27/2022)'

/** `ruang person …`: what a person may ask of their data, by the reference that stands in the event. */
export const person: Run = async (around) => {
  const [action, ...args] = around.args
  if (action === 'export') return exportRecord(args, around)
  if (action === 'erase') return erase(args, around)
  throw misused('person export or person erase', 'person export|erase REF')
}

async function exportRecord(args: string[], { config, print }: Surroundings): Promise<number> {
  const { values, positionals } = words(args, usages.export, { reason: { type: 'string' } }, 1)
  const [reference = ''] = positionals
  const reason = values.reason?.trim() || reasonGiven
  const holder = runningServer(config())
  if (!holder) {
    print(JSON.stringify(await readRecorded(reference, reason, config())))
    return exit.done
  }
  const door = { address: holder.address, key: holder.token }
  const path = `/api/vault/${encodeURIComponent(reference)}?${new URLSearchParams({ reason })}`
  const answer = await ask(door, 'GET', path)
  if (answer.status !== 200) throw new Failure(refusal(answer))
  print(JSON.stringify(answer.body))
  return exit.done
}

/** Reads a record where no server runs, and writes the reading down as the server does. */
async function readRecorded(reference: string, reason: string, config: Config) {
  checkVault(config)
  const { vault, worlds, close } = await openData(config)
  try {
    const fields = await vault.read(reference)
    if (fields === undefined) throw new Failure(`there is no record ${reference}`)
    if (fields === 'erased') throw new Failure(`${reference} was erased on request`)
    await note(worlds.find(), 'vault.read', reference, reason)
    return { reference, fields }
  } finally {
    await close()
  }
}

async function erase(args: string[], { config, print }: Surroundings): Promise<number> {
  const { values, positionals } = words(args, usages.erase, { reason: { type: 'string' } }, 1)
  const [reference = ''] = positionals
  const reason = values.reason?.trim() || reasonGiven
  const holder = runningServer(config())
  const before = holder
    ? await eraseThere({ address: holder.address, key: holder.token }, reference, reason)
    : await eraseHere(reference, reason, config())
  print(before ? `${reference} was erased before` : `erased ${reference}; backups made before still hold it`)
  return exit.done
}

/** Answers whether it was erased before. */
async function eraseThere(door: Door, reference: string, reason: string): Promise<boolean> {
  const path = `/api/vault/${encodeURIComponent(reference)}?${new URLSearchParams({ reason })}`
  const answer = await ask(door, 'DELETE', path)
  if (answer.status !== 200) throw new Failure(refusal(answer))
  return (answer.body as { before?: unknown } | undefined)?.before === true
}

/** Erases a record where no server runs; that it was asked for stands in the log before. */
async function eraseHere(reference: string, reason: string, config: Config): Promise<boolean> {
  checkVault(config)
  const { vault, worlds, close } = await openData(config)
  try {
    const before = await vault.read(reference)
    if (before === undefined) throw new Failure(`there is no record ${reference}`)
    const world = worlds.find()
    const photos = world ? await originalsWith(world, reference) : []
    for (const each of [reference, ...photos]) {
      const stands = await vault.read(each)
      if (stands === undefined || (stands === 'erased' && each !== reference)) continue
      if (stands !== 'erased') await note(world, 'vault.erased', each, reason)
      await vault.erase(each, new Date().toISOString())
    }
    return before === 'erased'
  } finally {
    await close()
  }
}

async function note(
  world: World | undefined,
  type: 'vault.read' | 'vault.erased',
  reference: string,
  reason: string,
): Promise<void> {
  if (!world) throw new Failure('there is no world to record it in')
  await noteVault(world, type, { reference, reason, by: 'admin:ruang' }).catch((error: unknown) => {
    throw error instanceof Refusal ? new Failure(`it could not be recorded: ${error.problem.detail}`) : error
  })
}
