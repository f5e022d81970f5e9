import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { median, type Figure } from '../figure.ts'

const run = promisify(execFile)
const file = join(import.meta.dirname, '..', 'fold.ts')

/** The fold, and the log under it, each measured alone in a process of their own. */
export async function fold(repeats: number): Promise<Figure[]> {
  const found = new Map<string, number[]>()
  for (let repeat = 0; repeat < repeats; repeat++) {
    const { stdout } = await run(process.execPath, [file], { maxBuffer: 1e6 })
    for (const line of stdout.trim().split('\n')) {
      const { figure, value } = JSON.parse(line) as { figure: string; value: number }
      found.set(figure, [...(found.get(figure) ?? []), value])
    }
  }
  const values = (figure: string): number[] => {
    const all = found.get(figure)
    if (!all) throw new Error(`bench/fold.ts does not say: ${figure}`)
    return all
  }
  const alone = median(values('fold one by one, time per event at 100,000 against 1,000 open items'))
  return [
    {
      figure: 'fold, 1,000 open items',
      unit: 'events/s',
      values: values('fold, 1,000 open items'),
      target: { least: 300_000 },
    },
    {
      figure: 'fold, time per event at 100,000 open items',
      unit: 'times',
      values: values('fold, time per event at 100,000 against 1,000 open items'),
      target: { most: 1.5 },
      note: `against 1,000 open items, by pages; one by one: ${alone.toFixed(2)}`,
    },
    {
      figure: 'log append in groups of 100, chain and unique index included',
      unit: 'rows/s',
      yardstick: 'the same bytes written and fdatasync',
      values: values('log, groups of 100'),
      yardsticks: values('plain file, groups of 100'),
      target: { least: 0.45 },
    },
  ]
}
