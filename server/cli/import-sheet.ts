import { existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { Unreadable } from '../feeds/feed.ts'
import type { SheetKind } from '../imports/kind.ts'
import { sheetKinds } from '../imports/kinds.ts'
import type { Mapping } from '../imports/columns.ts'
import { readSheetBytes } from '../imports/read-sheet.ts'
import { writeWhole } from '../durable-file.ts'
import { misused, words, type Surroundings } from './command.ts'
import { exit, Failure } from './failure.ts'
import { runningServer } from './open-data.ts'
import { folderStage, serverStage } from './stage.ts'
import { tellAll } from './tell.ts'

export const sheetUsage =
  'import plan|projects|indicators|tickets|population FILE [--dry-run] [--map FIELD=HEADING …] [--mapping NAME] [--agency CODE] [--as-of DAY] [--notation id|en] [--sheet NAME] [--skip-refused] [--world NAME]'
const options = {
  'dry-run': { type: 'boolean' },
  'skip-refused': { type: 'boolean' },
  map: { type: 'string', multiple: true },
  mapping: { type: 'string' },
  agency: { type: 'string' },
  'as-of': { type: 'string' },
  notation: { type: 'string' },
  sheet: { type: 'string' },
  world: { type: 'string' },
} as const

function chosen(pairs: string[], kind: SheetKind): Mapping {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [field = '', ...heading] = pair.split('=')
      if (!(field in kind.fields) || heading.length === 0)
        throw misused(`--map ${pair}: FIELD is one of ${Object.keys(kind.fields).join(', ')}`, sheetUsage)
      return [field, heading.join('=')]
    }),
  )
}

/** A mapping is kept by its name in DATA_DIR/mappings, so that next month's sheet is read the same way. */
function mappingFile(dataDir: string, name: string): string {
  if (!/^[\w-]{1,60}$/.test(name))
    throw misused('--mapping must be a word of letters, digits, - and _', sheetUsage)
  return join(dataDir, 'mappings', `${name}.json`)
}

function kept(file: string): Mapping {
  if (!existsSync(file)) return {}
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    throw new Failure(
      `the mapping ${file} is not one (a heading as text for each field): mend it, or delete it`,
    )
  }
}

/**
 * `ruang import plan|projects|indicators|tickets|population FILE`. Nothing is half imported: where a row is refused, nothing is told unless
 * --skip-refused says that the others may go in.
 */
export async function importSheet(name: string, { args, config, print, warn, signal }: Surroundings) {
  const kind = sheetKinds[name]!
  const { values, positionals } = words(args.slice(1), sheetUsage, options, 1)
  const settings = config()
  const notation = values.notation ?? 'id'
  if (notation !== 'id' && notation !== 'en') throw misused('--notation is id or en', sheetUsage)
  const file = values.mapping === undefined ? undefined : mappingFile(settings.DATA_DIR, values.mapping)
  const mapping = { ...(file && kept(file)), ...chosen(values.map ?? [], kind) }
  const given = {
    notation,
    mapping,
    agency: values.agency,
    region: settings.REGION,
    asOf: values['as-of'],
    sheet: values.sheet,
  } as const
  const bytes = await readFile(positionals[0]!).catch(() => {
    throw new Failure(`cannot read the file ${positionals[0]}`)
  })
  const reading = await readSheetBytes(bytes, kind, given).catch((error: unknown) => {
    if (error instanceof Unreadable) throw new Failure(error.message)
    throw error
  })
  for (const { line, reason } of reading.refused) warn(`row ${line} refused: ${reason}`)
  for (const [field, heading] of Object.entries(reading.mapping)) print(`${field} ← ${heading}`)
  print(`${reading.rows} rows, ${reading.refused.length} refused, ${reading.events.length} statements`)
  if (values['dry-run']) {
    print('tried only: nothing was recorded')
    return reading.refused.length > 0 ? exit.failed : exit.done
  }
  if (reading.refused.length > 0 && !values['skip-refused'] && !kind.rowByRow)
    throw new Failure('nothing was imported: mend the rows above, or leave them out with --skip-refused')
  if (file) await writeWhole(file, `${JSON.stringify(reading.mapping, null, 1)}\n`)
  const holder = runningServer(settings)
  const wanted = { world: values.world, start: new Date().toISOString(), rate: 1 }
  const stage = holder ? await serverStage(settings, holder, wanted) : await folderStage(settings, wanted)
  try {
    const events = reading.events.map((event) => ({ at: wanted.start, event }))
    const { recorded, known, refused } = await tellAll(events, stage.tell, signal())
    for (const { id, reason } of refused) warn(`${id} was refused: ${reason}`)
    print(`${stage.world}: ${recorded} recorded, ${known} known, ${refused.length} refused`)
    return refused.length + reading.refused.length > 0 ? exit.failed : exit.done
  } finally {
    await stage.close()
  }
}
