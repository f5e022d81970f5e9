import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { issue } from '../../server/tls/authority.ts'
import { certificateConditions, certificateEnd } from '../../server/upkeep/certificate.ts'
import { ClockWatch } from '../../server/upkeep/clock-watch.ts'
import { unsynchronized } from '../../server/upkeep/time-sync.ts'
import { emptyFolder } from '../http/running.ts'

const noon = Date.UTC(2026, 10, 22, 4)

/** A clock and a stopwatch that go as told. */
function machine() {
  const at = { now: noon, steady: 5_000 }
  const watch = new ClockWatch(
    () => at.now,
    () => at.steady,
  )
  const pass = (ms: number, more = 0) => {
    at.steady += ms
    at.now += ms + more
  }
  return { at, watch, pass }
}
const date = (ms: number) => new Date(ms).toUTCString()

test('a clock that goes as the stopwatch does is not spoken of', () => {
  const { watch, pass } = machine()
  for (let minute = 0; minute < 60; minute++) {
    pass(60_000, 300)
    expect(watch.look()).toEqual([])
  }
})

test('a jump of the clock, forth or back, is told for a quarter of an hour', () => {
  const { watch, pass } = machine()
  pass(30_000, 3_600_000)
  expect(watch.look()).toMatchObject([{ rule: 'jam-server', message: 'Jam server meloncat 60 menit maju' }])
  pass(14 * 60_000)
  expect(watch.look()).toHaveLength(1)
  pass(2 * 60_000)
  expect(watch.look()).toEqual([])
  pass(30_000, -90_000)
  expect(watch.look()[0]).toMatchObject({
    ...{ about: 'meloncat-mundur', message: 'Jam server meloncat 90 detik mundur' },
  })
})

test('a clock behind what was recorded is told for as long as it is, also after a restart', () => {
  const { at, watch, pass } = machine()
  const recorded = new Date(at.now + 3_600_000).toISOString()
  expect(watch.look(recorded)).toMatchObject([
    { about: 'catatan', message: expect.stringContaining('60 menit mundur') },
  ])
  for (let minute = 0; minute < 59; minute++) pass(60_000)
  expect(watch.look(recorded)).toHaveLength(1)
  pass(60_000)
  expect(watch.look(recorded)).toEqual([])
  expect(watch.look('')).toEqual([])
})

test('after a leap of days nothing is erased for its age until the clock is back, or publishers say it is right', () => {
  const { at, watch, pass } = machine()
  const look = (ms: number) => (pass(30_000, ms), watch.look(), watch.doubtful)
  expect([look(0), look(400 * 86_400_000), look(0), look(-400 * 86_400_000)]).toEqual([
    ...[false, true, true, false],
  ])
  expect(look(86_400_000)).toBe(true)
  for (const host of ['data.bmkg.go.id', 'earthquake.usgs.gov']) watch.heard(host, date(at.now))
  expect(watch.doubtful).toBe(false)
})

test('a clock that was wrong from the start is found by what publishers say, not by one of them alone', () => {
  const { at, watch, pass } = machine()
  const wrong = 95_000
  watch.heard('data.bmkg.go.id', date(at.now - wrong))
  expect(watch.look()).toEqual([])
  watch.heard('earthquake.usgs.gov', date(at.now - wrong))
  expect(watch.look()).toMatchObject([{ message: 'Jam server 95 detik maju dari jam para penerbit data' }])
  watch.heard('www.gdacs.org', date(at.now + 400_000))
  expect(watch.look()).toHaveLength(1)
  pass(61 * 60_000)
  expect(watch.apartMs).toBeUndefined()
  expect(watch.look()).toEqual([])
})

test('one publisher whose clock is wrong, or says nothing of use, accuses nobody', () => {
  const { at, watch } = machine()
  watch.heard('a.example', date(at.now))
  watch.heard('b.example', date(at.now))
  watch.heard('c.example', date(at.now - 7_200_000))
  watch.heard('d.example', null)
  watch.heard('e.example', 'yesterday or so')
  expect(Math.abs(watch.apartMs ?? 9_999)).toBeLessThan(1_000)
  expect(watch.look()).toEqual([])
})

test('a clock that NTP has not set for a day is told; where nobody says whether it does, nothing is', async () => {
  const folder = emptyFolder()
  const told = async (hours: number) => (await unsynchronized(Date.now() + hours * 3_600_000, folder)).length
  expect([await told(1), await told(25)]).toEqual([0, 1])
  writeFileSync(join(folder, 'synchronized'), '')
  expect([await told(1), await told(25)]).toEqual([0, 1])
  expect(await unsynchronized(Date.now(), join(folder, 'none'))).toEqual([])
})

test('a certificate that ends is told a month, a week and a day before, as it was read at the start', async () => {
  const folder = emptyFolder()
  const { files, server } = issue(folder, { hosts: ['pantau.lan'], usual: [], force: false, now: new Date() })
  const end = certificateEnd({ tls: files })!
  expect(end).toBe(server.validToDate.getTime())
  const level = (days: number) => certificateConditions(end, end - days * 86_400_000)[0]?.level
  expect([31, 29, 6, 0.5, -1].map(level)).toEqual([undefined, 1, 2, 3, 3])
  expect([certificateEnd({ tls: undefined }), certificateConditions(undefined, 0)]).toEqual([undefined, []])
})
