import { SqliteLog } from '../../server/log/sqlite.ts'
import { LogUnavailable } from '../../server/log/log.ts'
import { at, told } from './told.ts'

// Appends to the log in argv[2], beside a faulty follower if argv[3] says so, until it is killed; says each seq that was acknowledged, shown to a follower, or refused.
const log = new SqliteLog(process.argv[2] ?? '')
const filler = 'x'.repeat(2_000)
if (process.argv[3] === 'faulty')
  log.follow(0, () => {
    throw new Error('a fault of ours')
  })
log.follow(0, (events) => {
  for (const { seq } of events) console.log(`shown ${seq}`)
})
for (let turn = 0; ; turn++) {
  try {
    const group = [0, 1, 2].map((index) => told(`${process.pid}-${turn}-${index}-${filler}`))
    const written = await log.append(at(0), async ({ known }) => {
      const seqs = await known(group)
      return group.filter((_, index) => seqs[index] === undefined)
    })
    for (const { seq } of written) console.log(`acknowledged ${seq}`)
  } catch (error) {
    if (!(error instanceof LogUnavailable)) throw error
    console.log(`refused ${(await log.head()).seq}`)
    await new Promise((resume) => setTimeout(resume, 20))
  }
}
