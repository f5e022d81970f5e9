import { setTimeout as wait } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { startDemo } from '../../server/demo/start.ts'
import { emptyFolder, flood } from '../http/running.ts'
import { Screen } from '../live/screen.ts'

const rate = 600
/** UTC, so many world seconds after noon of a day in August 2018. */
const moment = (second: number, day = 5) => new Date(Date.UTC(2018, 7, day, 12, 0, second)).toISOString()
const told = (subject: string, second: number, day = 5) => ({
  at: moment(second, day),
  event: flood({ id: subject, time: moment(second, day) }),
})

/** Ten world minutes a segment: one second of ours. */
const film = {
  rate,
  region: '52.02',
  segments: [
    {
      title: 'Hari pertama',
      fresh: true,
      start: moment(0),
      end: moment(600),
      initial: [told('lama', -60)],
      events: [told('satu', 120), told('dua', 480)],
    },
    {
      title: 'Hari kedua',
      fresh: false,
      start: moment(0, 6),
      end: moment(600, 6),
      initial: [told('malam', -60, 6)],
      events: [{ at: moment(60, 6), event: { id: 'rusak' } }, told('tiga', 300, 6)],
    },
    { title: 'Hari lain', fresh: true, start: moment(0, 9), end: moment(600, 9), initial: [], events: [] },
  ],
}

test('plays each segment as an exercise of a new epoch, tells nothing before its moment, and begins again', async () => {
  const complaints: string[] = []
  const { server, stop } = await startDemo(film, 0, (line) => complaints.push(line), { pages: emptyFolder() })
  onTestFinished(stop)
  const page = await fetch(`${server.address}/api/worlds`, {
    headers: { authorization: `Bearer ${server.doors.startToken}` },
  })
  expect(page.status).toBe(200)
  const screen = new Screen(server.address, { key: server.doors.startToken })
  const seen: { title: string | undefined; epoch: string; ids: string[]; late: number[] }[] = []
  while (seen.length < 4) {
    const world = server.worlds.find()
    if (world && world.log.epoch !== seen.at(-1)?.epoch)
      seen.push({ title: world.info.title, epoch: world.log.epoch, ids: [], late: [] })
    const last = seen.at(-1)
    const events = await world?.log.read(0, 100).catch(() => undefined)
    if (last && events && events.length >= last.ids.length) {
      last.ids = events.map(({ id }) => id)
      last.late = events.map(({ time, recorded }) => Date.parse(recorded) - Date.parse(time))
    }
    await wait(10)
  }
  expect(seen.map(({ title }) => title)).toEqual(['Hari pertama', 'Hari kedua', 'Hari lain', 'Hari pertama'])
  expect(new Set(seen.map(({ epoch }) => epoch)).size).toBe(4)
  expect(seen.slice(0, 3).map(({ ids }) => ids)).toEqual([
    ['lama', 'satu', 'dua'],
    ['lama', 'satu', 'dua', 'malam', 'tiga'],
    [],
  ])
  expect(Math.min(...seen.flatMap(({ late }) => late))).toBeGreaterThanOrEqual(0)
  expect(complaints).toEqual([expect.stringMatching(/^rusak was refused: /)])
  const snapshots = screen.said.filter(({ name }) => name === 'snapshot')
  expect(snapshots.length).toBeGreaterThanOrEqual(3)
})
