import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { eventData } from '../../shared/events/types.ts'
import { capAddresses, capFeed } from '../../server/feeds/cap-addresses.ts'
import { declared, pauseSeconds, worked } from '../../server/feeds/condition.ts'
import { feedsFor, readers } from '../../server/feeds/index.ts'
import type { Box } from '../../server/feeds/near.ts'
import { body } from './fixture.ts'

const lombokTengah: Box = [116.0, -8.95, 116.5, -8.4]
const names = (settings: Parameters<typeof feedsFor>[0]) => feedsFor(settings).map(({ name }) => name)

describe('the feeds of an installation', () => {
  test('are those everybody has, FIRMS with a key, and the CAP addresses it names', () => {
    const everybody = [
      'bmkg-autogempa',
      'bmkg-gempaterkini',
      'bmkg-gempadirasakan',
      'bmkg-nowcast',
      'usgs',
      'gdacs',
      'petabencana',
    ]
    expect(names({})).toEqual(everybody)
    const own = capAddresses('awlr=https://contoh.example/cap.atom')
    expect(names({ firmsMapKey: 'k', cap: own })).toEqual([...everybody, 'firms', 'awlr'])
  })

  test('declare themselves in words the log takes, and are heard in time between two polls', () => {
    for (const feed of feedsFor({ bbox: lombokTengah, firmsMapKey: 'k' })) {
      expect(eventData['source.declared'].safeParse(declared(feed, 0)['data']).success).toBe(true)
      // Heard at most every third of the late time, and polled up to a fifth late: it must not look late while it works.
      expect(feed.lateAfterSeconds / 3 + feed.everySeconds * 1.2).toBeLessThan(feed.lateAfterSeconds)
    }
  })

  test('ask for the regency’s surroundings where the publisher can be asked', () => {
    const feeds = feedsFor({ bbox: lombokTengah, firmsMapKey: 'k' })
    const url = (name: string) => feeds.find((feed) => feed.name === name)?.url
    expect(url('usgs')).toContain('minlongitude=113&minlatitude=-11.95&maxlongitude=119.5&maxlatitude=-5.4')
    expect(url('firms')).toContain('/k/VIIRS_SNPP_NRT/115.5,-9.45,117,-7.9/2')
  })

  test('leave out what is far away where the publisher cannot be asked, and all stays without a region', () => {
    const subjects = (bbox?: Box) =>
      feedsFor(bbox ? { bbox } : {})
        .find(({ name }) => name === 'gdacs')
        ?.reader.parse(body('gdacs-rss.xml'))
        .events.map(({ subject }) => subject)
    expect(subjects(lombokTengah)).toEqual(['EQ1150001', 'FL1100002'])
    expect(subjects()).toHaveLength(3)
  })

  test('hear a warning whose area reaches the regency, or that has no area', () => {
    const detail = feedsFor({ bbox: lombokTengah }).find(({ name }) => name === 'bmkg-nowcast')?.detail
    const count = (text: string) => detail?.parse(text).events.length
    expect(count(body('bmkg-cap.xml'))).toBe(1)
    expect(count(body('bmkg-cap.xml').replaceAll('116.', '96.'))).toBe(0)
    expect(count(body('bmkg-cap.xml').replaceAll(/<polygon>.*<\/polygon>/g, ''))).toBe(1)
  })

  test('that repeat each other share one source, so that one statement is one event', () => {
    const quakes = feedsFor().filter(({ name }) => name.startsWith('bmkg-') && name !== 'bmkg-nowcast')
    expect(new Set(quakes.map(({ source }) => source)).size).toBe(1)
  })
})

describe('a configured CAP address', () => {
  test('may have a name, else that of its host; a key in its query stays out of the events', () => {
    const [first, second] = capAddresses('satu=https://a.example/x?key=rahasia, https://b.example/').map(
      capFeed,
    )
    expect(first).toMatchObject({
      name: 'satu',
      source: 'https://a.example/x',
      url: 'https://a.example/x?key=rahasia',
    })
    expect(second).toMatchObject({ name: 'cap-b.example', owner: 'b.example' })
  })

  test('is refused in a sentence when it is none, or twice the same name', () => {
    expect(() => capAddresses('file:///x')).toThrow('file:///x is not an http:// or https:// address')
    expect(() => capAddresses('a=https://a.example a=https://b.example')).toThrow('a is named twice')
  })
})

describe('the pause between polls', () => {
  test('is the rhythm, a fifth up or down', () => {
    expect(pauseSeconds(60, 0, 0)).toBeCloseTo(48)
    expect(pauseSeconds(60, 0, 1)).toBeCloseTo(72)
  })

  test('doubles while the feed fails, up to 15 minutes', () => {
    expect([1, 2, 3, 50].map((failures) => pauseSeconds(60, failures, 0.5))).toEqual([60, 120, 240, 900])
    expect(pauseSeconds(3600, 9, 0.5)).toBe(3600)
  })

  test('is as long as the publisher asks, within an hour', () => {
    expect(pauseSeconds(60, 1, 0.5, 300)).toBe(300)
    expect(pauseSeconds(60, 1, 0.5, 86_400)).toBe(3600)
  })
})

test('what a feed says of itself is the same event after every start', () => {
  const [feed] = feedsFor()
  if (!feed) throw new Error('no feed')
  expect(declared(feed, 1)['id']).toBe(declared(feed, 2)['id'])
  expect(declared({ ...feed, lateAfterSeconds: 301 }, 1)['id']).not.toBe(declared(feed, 1)['id'])
  expect(worked(feed, { works: true, heard: 0 }, 99_999, 1, false)).toEqual([])
})

test('every reader and every feed of the folder stands in the registry', () => {
  const folder = new URL('../../server/feeds/', import.meta.url)
  const registry = readFileSync(new URL('index.ts', folder), 'utf8')
  const sources = readdirSync(folder).map((file) => ({
    file,
    text: readFileSync(new URL(file, folder), 'utf8'),
  }))
  const publishing = sources.filter(({ text }) =>
    /^export const \w+: (Reader|Feed)\b|= reader\('/m.test(text),
  )
  expect(publishing.length).toBeGreaterThan(8)
  for (const { file } of publishing) expect(registry).toContain(`./${file}`)
  for (const [format, reader] of Object.entries(readers)) expect(reader.format).toBe(format)
})
