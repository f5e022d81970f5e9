import { build } from '../../server/cli/build.ts'
import { asked, usage } from './asked.ts'
import { judge, table, type Figure, type Line } from './figure.ts'
import { fold } from './figures/fold.ts'
import { glass } from './figures/glass.ts'
import { grid } from './figures/grid.ts'
import { intake } from './figures/intake.ts'
import { live } from './figures/live.ts'
import { map } from './figures/map.ts'
import { memory } from './figures/memory.ts'
import { place } from './figures/place.ts'
import { postgres } from './figures/postgres.ts'
import { search } from './figures/search.ts'
import { snapshot } from './figures/snapshot.ts'
import { starts } from './figures/start.ts'
import { storms } from './figures/storm.ts'

/**
 * Each set of figures by its name; `npm run bench -- NAME…` runs some, `--repeats N` repeats each so often.
 */
const sets: Record<string, (repeats: number) => Promise<Figure[]>> = {
  live,
  memory,
  intake,
  fold,
  glass,
  grid,
  map,
  storms,
  snapshot,
  starts,
  place,
  postgres,
  search,
}

const called = `bench -- [--repeats N] [${Object.keys(sets).join(' ')}]`
const { values, positionals: names } = asked(called, { repeats: { type: 'string', default: '3' } })
const repeats = Number(values.repeats)
if (!(repeats >= 1) || names.some((name) => !(name in sets))) usage(called, 64)

// These look at the product's own pages.
const onPages = ['glass', 'grid']
if (names.length === 0 || names.some((name) => onPages.includes(name))) await build()

const lines: Line[] = []
let failed = false
for (const name of names.length > 0 ? names : Object.keys(sets)) {
  const begun = performance.now()
  try {
    const figures = await sets[name]!(repeats)
    for (const line of figures.map(judge)) {
      lines.push(line)
      process.stdout.write(`${JSON.stringify(line)}\n`)
    }
  } catch (error) {
    failed = true
    process.stderr.write(`${name} failed: ${error instanceof Error ? error.stack : String(error)}\n`)
  }
  process.stderr.write(`${name}: ${((performance.now() - begun) / 1000).toFixed(0)} s\n`)
}
process.stderr.write(`\n${table(lines)}\n`)
// A missed goal is said, not punished: the figures depend on what else the machine does. What could not be measured is.
process.exit(failed ? 1 : 0)
