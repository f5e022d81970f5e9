import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { PostgresLog } from '../../server/log/postgres.ts'
import { startPostgres, type Postgres } from '../postgres.ts'
import { append, at, later, told } from './told.ts'

let postgres: Postgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.remove())

test('who waits for the head outlasts one that hangs while holding it, however late that stood still', async () => {
  const stallMs = 800
  const [hanging, other] = await Promise.all(
    [0, 1].map(() => PostgresLog.open(postgres.url, 'patience', { stallMs })),
  )
  let held = () => {}
  const holds = new Promise<void>((resume) => (held = resume))
  let thaw = () => {}
  const thawed = new Promise<void>((resume) => (thaw = resume))
  onTestFinished(async () => {
    thaw()
    await Promise.all([hanging!.close(), other!.close()])
  })
  const refused = hanging!.append(at(0), async ({ known }) => {
    held()
    // Still at work while the other one waits already; then it hangs.
    await later(stallMs / 2)
    await known([told('a')])
    await thawed
    return [told('a')]
  })
  const outcome = expect(refused).rejects.toThrow()
  await holds
  expect((await append(other!, 'b')).map(({ seq }) => seq)).toEqual([1])
  thaw()
  await outcome
})
