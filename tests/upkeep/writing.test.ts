import { expect, test } from 'vitest'
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
