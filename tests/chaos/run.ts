import { asked, usage } from '../bench/asked.ts'
import { killRounds, type Found } from './kill.ts'
import { databaseRound } from './database.ts'
import { momentsRound } from './moments.ts'
import { nodesRound } from './nodes.ts'
import { acts, play } from './rounds.ts'
import { diskRound, syncRound } from './sync.ts'

/** What needs more than one server of its own; a text says why it was skipped. */
const rounds: Record<string, (seed: number) => Promise<Found | string>> = {
  moments: momentsRound,
  disk: diskRound,
  sync: syncRound,
  database: databaseRound,
  nodes: nodesRound,
}
const all = [...Object.keys(acts), ...Object.keys(rounds)]

/** N kills, then each act, then three nodes behind nginx; the same seed tells the same events. */
const called = `chaos -- [--seed S] [--rounds N] [--nodes] [${all.join(' ')}]`
const { values, positionals } = asked(called, {
  seed: { type: 'string' },
  rounds: { type: 'string' },
  nodes: { type: 'boolean' },
})
const seed = Number(values.seed ?? Date.now() % 2 ** 31)
const named = positionals.length > 0 || values.nodes === true
const kills = Number(values.rounds ?? (named ? 0 : 20))
if (!Number.isSafeInteger(seed) || !(kills >= 0) || positionals.some((name) => !all.includes(name)))
  usage(called, 64)

const done: Found[] = []
function say(found: Found): void {
  done.push(found)
  const ok = found.wrong.length === 0
  const line = { figure: found.round, value: found.wrong.length, unit: 'things wrong', ok, ...found }
  process.stdout.write(`${JSON.stringify(line)}\n`)
  process.stderr.write(`${ok ? 'ok   ' : 'WRONG'}  ${found.round.padEnd(8)}  ${found.note}\n`)
  for (const what of found.wrong) process.stderr.write(`       ${what}\n`)
}

process.stderr.write(`seed ${seed}\n`)
for await (const found of killRounds(seed, kills)) say(found)
const wanted = named ? [...positionals, ...(values.nodes ? ['nodes'] : [])] : all
for (const name of wanted) {
  const ended = (error: unknown) => ({
    round: name,
    seed,
    wrong: [String(error)],
    note: 'it did not come to its end',
  })
  const found = await (rounds[name]?.(seed) ?? play(name, seed)).catch(ended)
  if (typeof found === 'string') process.stderr.write(`${found}\n`)
  else say(found)
}

const wrong = done.filter((found) => found.wrong.length > 0).length
process.stderr.write(`${done.length} rounds, ${wrong} wrong; again: npm run chaos -- --seed ${seed}\n`)
process.exit(wrong === 0 ? 0 : 1)
