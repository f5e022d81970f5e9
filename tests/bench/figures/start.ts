import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { start } from '../child.ts'
import type { Figure } from '../figure.ts'
import { dropFolder, newFolder, product } from '../room.ts'

const events = 1_000_000

/** How long a start takes, from the process' first moment until it answers, after a year of events. */
export async function starts(repeats: number): Promise<Figure[]> {
  const folder = newFolder()
  const writer = start('bench/children/long-log.ts')
  await writer.ask('write', { folder, count: events })
  await writer.kill()

  const begin = async (): Promise<number> => {
    const begun = performance.now()
    const server = await product(folder, '--keyless')
    const ms = performance.now() - begun
    // Stopped in order: what was folded is kept as a checkpoint, and the registers stand where the log does.
    await server.child.ask('quit').catch(() => undefined)
    await server.child.kill()
    return ms
  }
  const forget = () => {
    const db = new DatabaseSync(join(folder, 'log.db'))
    db.exec('DELETE FROM checkpoint')
    db.close()
  }
  await begin()
  const values: number[] = []
  const yardsticks: number[] = []
  for (let repeat = 0; repeat < repeats; repeat++) {
    values.push(await begin())
    forget()
    yardsticks.push(await begin())
  }
  dropFolder(folder)
  const figure = 'start with a log of 1,000,000 events'
  return [
    { figure, unit: 'ms', yardstick: 'full replay', values, yardsticks, target: { most: 1 / 20 } },
    { figure: `${figure}: until it answers`, unit: 'ms', values, target: { most: 2_000 } },
  ]
}
