import { randomUUID } from 'node:crypto'
import { system } from '../access/caller.ts'
import { takeIn } from '../intake.ts'
import { ask, refusal } from './ask.ts'
import { misused, words, type Run, type Surroundings } from './command.ts'
import { exit, Failure } from './failure.ts'
import { openData, openVault, runningServer } from './open-data.ts'

const usages = { export: 'person export REF [--reason TEXT]', erase: 'person erase REF' }
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
async function readRecorded(reference: string, reason: string, config: Parameters<typeof openData>[0]) {
  openVault(config).close()
  const { vault, worlds, quarantine, close } = await openData(config)
  try {
    const fields = vault.read(reference)
    if (fields === undefined) throw new Failure(`there is no record ${reference}`)
    if (fields === 'erased') throw new Failure(`${reference} was erased on request`)
    const reading = {
      specversion: '1.0',
      id: randomUUID(),
      source: '/ruang',
      type: 'vault.read',
      subject: 'vault',
      data: { reference, reason, by: 'admin:ruang' },
    }
    const world = worlds.find()
    if (!world) throw new Failure('there is no world to record the reading in')
    await takeIn(world, quarantine, [{ value: reading, raw: JSON.stringify(reading) }], system)
    return { reference, fields }
  } finally {
    await close()
  }
}

async function erase(args: string[], { config, print }: Surroundings): Promise<number> {
  const [reference = ''] = words(args, usages.erase, {}, 1).positionals
  const vault = openVault(config())
  try {
    const before = vault.read(reference)
    if (before === undefined) throw new Failure(`there is no record ${reference}`)
    vault.erase(reference, new Date().toISOString())
    print(
      before === 'erased'
        ? `${reference} was erased before`
        : `erased ${reference}; backups made before still hold it`,
    )
    return exit.done
  } finally {
    vault.close()
  }
}
