import type { IncomingMessage, ServerResponse } from 'node:http'
import { expect, vi } from 'vitest'
import type { Feed } from '../../server/feeds/feed.ts'
import { createOpenFetch } from '../../server/feeds/fetch-open.ts'
import { poll, type Polling } from '../../server/feeds/poll.ts'
import { body, readerOf } from './fixture.ts'
import { memoryLog } from './log.ts'
import { publisher, quickly } from './publisher.ts'

export const felt = (url: string): Feed => ({
  name: 'bmkg-gempadirasakan',
  title: 'Gempa dirasakan',
  owner: 'BMKG',
  source: 'https://data.bmkg.go.id/gempabumi',
  everySeconds: 60,
  lateAfterSeconds: 300,
  url,
  reader: readerOf('bmkg-gempadirasakan'),
})

export type Answer = (request: IncomingMessage, response: ServerResponse) => unknown
/** No answer ever comes. */
export const silence: Answer = () => {}
/** The fixture of felt earthquakes. */
export const quakes: Answer = (_, response) => response.end(body('bmkg-gempadirasakan.json'))

/** Polls a publisher whose answers follow one another, the last for ever, until something holds. */
export async function polled(
  answers: Answer[],
  until: (log: ReturnType<typeof memoryLog>, asked: number) => boolean,
  { feed = felt, ...more }: Partial<Polling> & { feed?: (url: string) => Feed } = {},
) {
  let asked = 0
  const next = () => answers[Math.min(asked, answers.length - 1)]
  await using site = await publisher((request, response) => {
    const answer = next()
    asked++
    answer?.(request, response)
  })
  const log = memoryLog()
  const ending = new AbortController()
  const settings: Polling = {
    record: log.record,
    quarantine: log.quarantine,
    now: Date.now,
    fetch: createOpenFetch(['127.0.0.1']),
    signal: ending.signal,
    random: () => 0,
    rest: quickly,
    maxBytes: 200_000,
    ...more,
    // Asked for at each round: what answers at all may take as long as a busy machine needs.
    get timeoutMs() {
      return next() === silence ? 200 : 20_000
    },
  }
  const polling = poll(feed(site.url), settings)
  await vi.waitFor(() => expect(until(log, asked)).toBe(true), { timeout: 30_000, interval: 5 })
  ending.abort()
  await polling
  return { log, asked: site.asked }
}
