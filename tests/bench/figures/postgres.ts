import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Figure } from '../figure.ts'

const run = promisify(execFile)
const file = join(import.meta.dirname, '..', 'postgres.ts')

/** Appends to a real PostgreSQL: eight connections that keep order and chain, against one that keeps neither. */
export async function postgres(repeats: number): Promise<Figure[]> {
  const { stdout } = await run(process.execPath, [file, String(repeats)], { maxBuffer: 1e6 })
  const lines = stdout.trim().split('\n')
  const said = lines.map((line) => JSON.parse(line) as { figure: string; values: number[] })
  const values = (figure: string): number[] => {
    const found = said.find((line) => line.figure === figure)
    if (!found) throw new Error(`bench/postgres.ts does not say: ${figure}`)
    return found.values
  }
  const served = values('PostgreSQL, 8 processes that follow, ask and append')
  return [
    {
      figure: 'PostgreSQL append in groups of 500, 8 writers, order and chain kept',
      unit: 'rows/s',
      yardstick: 'one batched writer on one connection, no order, no chain',
      values: values('PostgreSQL, 8 writers, order and chain kept'),
      yardsticks: values('PostgreSQL, one batched writer, no order, no chain'),
      target: { least: 0.7 },
      note: `8 processes that each follow the log and ask what is known: ${served[0]} rows/s`,
    },
  ]
}
