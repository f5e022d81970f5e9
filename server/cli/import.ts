import { holderOf } from '../lock.ts'
import { misused, words, type Run } from './command.ts'
import { exit, Failure } from './failure.ts'
import { sheetKinds } from '../imports/kinds.ts'
import { importSheet, sheetUsage } from './import-sheet.ts'

const usage = 'import boundaries FILE [--dry-run] [--attribution TEXT]'

/** `ruang import boundaries FILE`: official areas for the region of the configuration; what is refused is told one by one. */
export const importFile: Run = async (around) => {
  const { args, config, print, warn } = around
  const [kind, ...rest] = args
  if (kind !== undefined && Object.hasOwn(sheetKinds, kind)) return importSheet(kind, around)
  if (kind !== 'boundaries')
    throw misused(
      `import knows boundaries, ${Object.keys(sheetKinds).join(', ')}, not ${kind ?? 'nothing'}`,
      `${usage} · ${sheetUsage}`,
    )
  const options = { 'dry-run': { type: 'boolean' }, attribution: { type: 'string' } } as const
  const { values, positionals } = words(rest, usage, options, 1)
  const { REGION, DATA_DIR } = config()
  const dryRun = values['dry-run'] ?? false
  const { runImportBoundaries } = await import('../regions/import-boundaries.ts')
  const { lines, accepted, refused } = await runImportBoundaries({
    code: REGION,
    file: positionals[0]!,
    dataDir: DATA_DIR,
    dryRun,
    ...(values.attribution !== undefined && { attribution: values.attribution }),
  })
  for (const line of lines) print(line)
  if (accepted.length === 0) throw new Failure('nothing was taken over')
  if (dryRun) print('tried only: nothing was changed')
  else if (holderOf(DATA_DIR))
    warn('the running server places new events by these areas from its next start on')
  return refused.length > 0 ? exit.failed : exit.done
}
