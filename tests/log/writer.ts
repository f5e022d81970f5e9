import { SqliteLog } from '../../server/log/sqlite.ts'
import { LogUnavailable } from '../../server/log/log.ts'
import { at, told } from './told.ts'

// Appends to the log in argv[2], beside a faulty follower or moving its rows to files, or with large ones, if argv[3] says so, until it is killed; says each seq that was acknowledged, shown to a follower, or refused.
const log = new SqliteLog(process.argv[2] ?? '')
const filler = 'x'.repeat(process.argv[3] === 'large' ? 40_000 : 2_000)
if (process.argv[3] === 'faulty')
  log.follow(0, () => {
    throw new Error('a fault of ours')
  })
log.follow(0, (events) => {
  for (const { seq } of events) console.log(`shown ${seq}`)
})
if (process.argv[3] === 'archive') void move()
for (let turn = 0; ; turn++) {
  try {
    const group = [0, 1, 2].map((index) => told(`${process.pid}-${turn}-${index}-${filler}`))
    const written = await log.append(at(0), async ({ known }) => {
      const seqs = await known(group)
      return group.filter((_, index) => seqs[index] === undefined)
    })
    for (const { seq } of written) console.log(`acknowledged ${seq}`)
    await turnOver()
  } catch (error) {
    if (!(error instanceof LogUnavailable)) throw error
    console.log(`refused ${(await log.head()).seq}`)
    await new Promise((resume) => setTimeout(resume, 20))
  }
}

async function move(): Promise<void> {
  for (;;) {
    const moved = await log.archive({ kind: 'all', before: at(1), is: () => true }, 40)
    if (moved) console.log(`moved ${moved.to}`)
    await turnOver()
  }
}

function turnOver(): Promise<void> {
  return new Promise((resume) => setImmediate(resume))
}
