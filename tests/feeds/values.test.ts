import { describe, expect, test } from 'vitest'
import { decode } from '../../server/feeds/decode.ts'
import { decimal, position } from '../../server/feeds/numbers.ts'
import { name, oneLine } from '../../server/feeds/statement.ts'
import { utc } from '../../server/feeds/time.ts'

describe('a time', () => {
  test.each([
    ['2021-12-14T05:46:41+00:00', '2021-12-14T05:46:41.000Z'],
    ['2018-08-05T19:46:35+0800', '2018-08-05T11:46:35.000Z'],
    ['2018-08-05 19:46:35 WITA', '2018-08-05T11:46:35.000Z'],
    ['2023-04-25T03:00:57WIB', '2023-04-24T20:00:57.000Z'],
    ['2012-05-02T23:21:04-00:00', '2012-05-02T23:21:04.000Z'],
    ['2018-08-05T20:46:35.5 WIT', '2018-08-05T11:46:35.500Z'],
    ['14 Des 2021 12:46:41 WIB', '2021-12-14T05:46:41.000Z'],
    ['1 Peb 2026 00:10:00 WIB', '2026-01-31T17:10:00.000Z'],
    ['3 Agustus 2026 00.10.00 WITA', '2026-08-02T16:10:00.000Z'],
    ['25-04-23 03:00:57 WIB', '2023-04-24T20:00:57.000Z'],
    ['Sun, 29 Dec 2019 12:00:00 GMT', '2019-12-29T12:00:00.000Z'],
    ['Thu, 24 Sep 2026 15:07:00 +0800', '2026-09-24T07:07:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(utc(text)).toBe(expected)
  })

  test('without a zone it is refused, not guessed', () => {
    expect(() => utc('2018-08-05T19:46:35')).toThrow('time without a zone')
  })

  test('without a zone it is read in the zone its publisher documents', () => {
    expect(utc('2017-02-20T07:58:22.262', 'WIB')).toBe('2017-02-20T00:58:22.262Z')
  })

  test.each([
    '2026-02-30T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '31 Foo 2026 00:00:00 WIB',
    'kemarin',
    '',
    '2026-01-01T00:00:00+99:00',
  ])('%j is refused', (text) => {
    expect(() => utc(text)).toThrow(/no such time|not a time/)
  })
})

describe('a number', () => {
  test.each([
    ['6.9', 6.9],
    ['6,9', 6.9],
    ['-0.4', -0.4],
    ['1.234', 1.234],
    ['116,4800', 116.48],
    [5, 5],
  ])('%j is %d', (text, expected) => {
    expect(decimal(text, 'Magnitude')).toBe(expected)
  })

  test.each(['1,234', '1.234,5', '', 'NaN', 'Infinity', '1e5', '0x10', '9'.repeat(400)])(
    '%j is refused with its field',
    (text) => {
      expect(() => decimal(text, 'Magnitude')).toThrow(/^Magnitude/)
    },
  )
})

describe('a position', () => {
  test('stands in GeoJSON order, with letters or signs for its directions', () => {
    expect(position('8.35 LS', '116.1 BT')).toEqual([116.1, -8.35])
    expect(position('-8.35', '116.1')).toEqual([116.1, -8.35])
    expect(position('1.04 LU', '10 BB')).toEqual([-10, 1.04])
  })

  test.each([
    ['116.1', '-8.35'],
    ['8.35 BT', '116.1'],
    ['-8.35 LU', '116.1'],
    ['0', '0.0'],
    ['91', '0'],
    ['', '116'],
  ])('%j, %j is refused', (latitude, longitude) => {
    expect(() => position(latitude, longitude)).toThrow()
  })
})

describe('a body', () => {
  test('is decoded by what it declares itself', () => {
    const xml = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>caf\u00e9</a>', 'latin1')
    expect(decode(xml)).toContain('café')
    expect(decode(Buffer.from('caf\u00e9', 'latin1'), 'text/csv; charset=windows-1252')).toBe('café')
    expect(decode(Buffer.from('\ufeffcafé', 'utf16le'))).toBe('café')
    expect(decode(Buffer.from('café'), 'text/plain; charset=unheard-of')).toBe('café')
  })
})

test('a name longer than an id may be stays told apart from others that begin alike', () => {
  const [a, b] = [name(`${'x'.repeat(300)}a`), name(`${'x'.repeat(300)}b`)]
  expect(a.length).toBeLessThanOrEqual(256)
  expect(a).not.toBe(b)
})

test('a long text becomes one line of 300 characters', () => {
  expect(oneLine(' a\n b ')).toBe('a b')
  expect(oneLine('kata '.repeat(100))).toHaveLength(300)
  expect(oneLine(' \n ')).toBeUndefined()
})
