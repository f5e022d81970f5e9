import type { Logger } from 'pino'
import { expect, test } from 'vitest'
import { LogUnavailable } from '../../server/log/log.ts'
import { Outage } from '../../server/outage.ts'
import { unwritten } from '../../server/upkeep/unwritten.ts'
import { Writing } from '../../server/writing.ts'

test('a log that fails is tried again by itself, and what was is told for an hour once it is over', async () => {
  let broken = true
  const writing = new Writing(async () => {
    if (broken) throw new Error('disk I/O error')
  })
  expect(unwritten(writing)).toEqual([])
  writing.failed('disk I/O error')
  writing.failed('another')
  expect(writing.failing).toEqual({ since: expect.any(Number), reason: 'disk I/O error' })
  expect(unwritten(writing)).toEqual([])
  broken = false
  await expect.poll(() => writing.failing).toBeUndefined()
  const [told] = unwritten(writing)
  expect(told).toMatchObject({
    rule: 'penyimpanan',
    level: 2,
    message: expect.stringContaining('disk I/O error'),
  })
  expect(unwritten(writing, Date.now() + 3_700_000)).toEqual([])
  writing.close()
})

test('an outage is told of by a line at its beginning, one each so often with a count, and one at its end', async () => {
  const said: [string, unknown][] = []
  const say = (values: object, line: string) => void said.push([line, values])
  let lasts = true
  const outage = new Outage({ error: say, warn: say } as Logger, () => lasts, 1_500)
  expect(outage.isOne(new Error('a fault of ours'))).toBe(false)
  for (let time = 0; time < 5; time++) expect(outage.isOne(new LogUnavailable('disk full'))).toBe(true)
  await expect.poll(() => said).toHaveLength(2)
  lasts = false
  await expect.poll(() => said).toHaveLength(3)
  outage.isOne(new LogUnavailable('again'))
  outage.close()
  const seconds = expect.any(Number)
  expect(said).toEqual([
    ['cannot write', { error: 'disk full' }],
    ['still cannot write', { seconds, refused: 4 }],
    ['can write again', { seconds, refused: 5 }],
    ['cannot write', { error: 'again' }],
    ['can write again', { seconds, refused: 1 }],
  ])
})
