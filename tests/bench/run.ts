import { judge, table, type Figure, type Line } from './figure.ts'
import { live } from './figures/live.ts'

/** Each set of figures by its name; `npm run bench -- NAME…` runs some, `--repeats N` repeats each so often. */
const sets: Record<string, (repeats: number) => Promise<Figure[]>> = { live }

const args = process.argv.slice(2)
const at = args.indexOf('--repeats')
const repeats = at < 0 ? 3 : Number(args[at + 1])
const named = args.filter((name) => name in sets)
const lines: Line[] = []
for (const name of named.length > 0 ? named : Object.keys(sets)) {
  const begun = performance.now()
  const figures = await sets[name]!(repeats)
  for (const line of figures.map(judge)) {
    lines.push(line)
    process.stdout.write(`${JSON.stringify(line)}\n`)
  }
  process.stderr.write(`${name}: ${((performance.now() - begun) / 1000).toFixed(0)} s\n`)
}
process.stderr.write(`\n${table(lines)}\n`)
process.exit(lines.every(({ ok }) => ok) ? 0 : 1)
