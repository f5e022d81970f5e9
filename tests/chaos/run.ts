import { parseArgs } from 'node:util'
import { killRounds, type Found } from './kill.ts'
import { nodesRound } from './nodes.ts'
import { acts, play } from './rounds.ts'

/** `npm run chaos -- [--seed S --rounds N] [ACT…] [--nodes]`: N kills, then each act, then three nodes behind nginx; the same seed tells the same events. */
const { values, positionals } = parseArgs({
  options: { seed: { type: 'string' }, rounds: { type: 'string' }, nodes: { type: 'boolean' } },
  allowPositionals: true,
})
const seed = Number(values.seed ?? Date.now() % 2 ** 31)
const named = positionals.length > 0 || values.nodes === true
const rounds = Number(values.rounds ?? (named ? 0 : 20))
const unknown = positionals.filter((name) => !(name in acts))
if (!Number.isSafeInteger(seed) || !(rounds >= 0) || unknown.length > 0) {
  process.stderr.write(
    `usage: npm run chaos -- [--seed S] [--rounds N] [--nodes] [${Object.keys(acts).join(' ')}]\n`,
  )
  process.exit(64)
}

const all: Found[] = []
function say(found: Found): void {
  all.push(found)
  const ok = found.wrong.length === 0
  const line = { figure: found.round, value: found.wrong.length, unit: 'things wrong', ok, ...found }
  process.stdout.write(`${JSON.stringify(line)}\n`)
  process.stderr.write(`${ok ? 'ok   ' : 'WRONG'}  ${found.round.padEnd(8)}  ${found.note}\n`)
  for (const what of found.wrong) process.stderr.write(`       ${what}\n`)
}

process.stderr.write(`seed ${seed}\n`)
for await (const found of killRounds(seed, rounds)) say(found)
for (const name of named ? positionals : Object.keys(acts)) say(await play(name, seed))
if (values.nodes || !named) {
  const found = await nodesRound(seed)
  if (typeof found === 'string') process.stderr.write(`${found}\n`)
  else say(found)
}

const wrong = all.filter((found) => found.wrong.length > 0).length
process.stderr.write(`${all.length} rounds, ${wrong} wrong; again: npm run chaos -- --seed ${seed}\n`)
process.exit(wrong === 0 ? 0 : 1)
