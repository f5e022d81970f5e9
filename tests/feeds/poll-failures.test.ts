import { describe, expect, test } from 'vitest'
import type { Feed } from '../../server/feeds/feed.ts'
import { body } from './fixture.ts'
import { memoryLog } from './log.ts'
import { felt, polled, quakes, silence, type Answer } from './polled.ts'

describe('a feed that fails', () => {
  const failures: [string, Answer, RegExp][] = [
    ['answers 500', (_, response) => response.writeHead(500).end(), /^it answered 500$/],
    ['answers an HTML page', (_, response) => response.end('<!DOCTYPE html><p>ok'), /an HTML page/],
    [
      'sends half a body',
      (_, response) => response.end(body('bmkg-gempadirasakan.json').slice(0, 700)),
      /not whole/,
    ],
    ['sends too much', (_, response) => response.end(Buffer.alloc(300_000, ' ')), /longer than 200000/],
    ['never answers', silence, /no whole answer/],
  ]

  test.each(failures)(
    'and %s says so once, is not heard meanwhile, and recovers',
    async (_, wrong, reason) => {
      const back = await polled(
        [quakes, wrong, wrong, quakes],
        (log) => log.of('source.recovered').length > 0,
      )
      expect(back.log.types().filter((type) => type.startsWith('source.'))).toEqual([
        'source.declared',
        'source.heard',
        'source.failed',
        'source.recovered',
        'source.heard',
      ])
      const [said] = back.log.of('source.failed')
      expect(said?.type === 'source.failed' && said.data.reason).toMatch(reason)
    },
  )

  test('when not one of its rows can be read is not heard: that is no quiet day', async () => {
    const changed: Answer = (_, response) => response.end('{"Infogempa":{"gempa":[{"Waktu":"kemarin"}]}}')
    const { log } = await polled([changed], (log) => log.of('source.failed').length > 0)
    expect(log.of('source.heard')).toEqual([])
    expect(log.quarantined[0]?.raw).toBe('{"Waktu":"kemarin"}')
  })

  test('with thousands of broken rows does not flood the quarantine', async () => {
    const rows = Array.from({ length: 3000 }, (_, at) => ({ Magnitude: `rusak ${at}` }))
    const broken: Answer = (_, response) => response.end(JSON.stringify(rows))
    const { log } = await polled([broken], (log) => log.of('source.failed').length > 0)
    expect(log.quarantined).toHaveLength(101)
    expect(log.quarantined.at(-1)).toMatchObject({ reason: expect.stringMatching(/^2900 more records/) })
    expect(log.quarantined.at(-1)?.raw).toContain('rusak 2999')
  })

  test('keeps an unreadable body for staff', async () => {
    const page: Answer = (_, response) => response.end('<!DOCTYPE html><p>pemeliharaan')
    const { log } = await polled([page], (log) => log.of('source.failed').length > 0)
    expect(log.quarantined).toMatchObject([{ raw: '<!DOCTYPE html><p>pemeliharaan' }])
    expect(log.of('source.heard')).toEqual([])
  })

  test('when the server starts anew is known to have failed: its first answer is its recovery', async () => {
    const { log } = await polled([quakes], (log) => log.of('source.heard').length > 0, {
      failing: () => true,
    })
    expect(log.types()).toContain('source.recovered')
  })

  test('is not blamed when the log is full; the rows come as soon as it takes them', async () => {
    const log = memoryLog()
    const errors: unknown[] = []
    log.full = true
    const until = (_: unknown, asked: number) => {
      if (asked >= 0 && errors.length > 1) log.full = false
      return log.of('source.heard').length > 0
    }
    const told = { record: log.record, onError: (error: unknown) => void errors.push(error) }
    await polled([quakes], until, told)
    expect(log.types()).not.toContain('source.failed')
    expect(log.of('observation.made')).toHaveLength(2)
  })
})

test('a reader that breaks on a body is a failure of that feed, and the polling goes on', async () => {
  let calls = 0
  const feed = (url: string): Feed => {
    const { reader, ...rest } = felt(url)
    const parse = (text: string) => {
      if (calls++ === 0) throw new TypeError('a mistake of ours')
      return reader.parse(text)
    }
    return { ...rest, reader: { ...reader, parse } }
  }
  const { log } = await polled([quakes], (log) => log.of('source.recovered').length > 0, { feed })
  expect(log.quarantined.map(({ reason }) => reason)).toContain('the reader broke on the body')
})
