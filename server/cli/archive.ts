import * as z from 'zod'
import { archiveDue } from '../upkeep/retention.ts'
import type { Config } from '../config.ts'
import { entrySchema, fileName, type Entry } from '../log/archive/file.ts'
import { ask, refusal } from './ask.ts'
import { words, type Run } from './command.ts'
import { exit, Failure } from './failure.ts'
import { logOf } from './data-folder.ts'
import { openData, runningServer } from './open-data.ts'

const answer = z.object({ files: z.array(entrySchema) })

/** `ruang archive`: moves what the setting `retention` says from the log to files in its folder `archive`. */
export const archive: Run = async ({ args, config, print }) => {
  const { world } = words(args, 'archive [--world NAME]', { world: { type: 'string' } }, 0).values
  const holder = runningServer(config())
  const files = holder
    ? await there({ address: holder.address, key: holder.token }, world)
    : await here(config(), world)
  for (const { number, kind, from, to, count } of files)
    print(`${fileName(number)}: ${count} events of ${kind}, seq ${from} to ${to}`)
  if (files.length === 0) print('nothing is due: see the setting retention')
  return exit.done
}

async function there(door: { address: string; key: string }, world: string | undefined): Promise<Entry[]> {
  const path = `/api/archive${world ? `?${new URLSearchParams({ world })}` : ''}`
  const said = await ask(door, 'POST', path)
  const read = answer.safeParse(said.body)
  if (said.status !== 200 || !read.success) throw new Failure(refusal(said))
  return read.data.files
}

async function here(config: Config, name: string | undefined): Promise<Entry[]> {
  // In a folder that holds no log nothing is made: it is the wrong one.
  if (!config.DATABASE_URL) logOf(config.DATA_DIR, name)
  const { worlds, close } = await openData(config)
  try {
    const world = worlds.find(name)
    if (!world) throw new Failure(`there is no world ${name ?? ''}`)
    return await archiveDue(world)
  } finally {
    await close()
  }
}
