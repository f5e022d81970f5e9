import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mostAreas, mostEarlier, mostSources } from '../../shared/situation/figures.ts'
import { holds } from './streams.ts'
import { point, Room, type Statement } from './told.ts'

const reported: Statement = {
  type: 'incident.reported',
  subject: 'i',
  data: { hazard: 'banjir', level: 1, title: 'Banjir', geometry: point(116.3, -8.7) },
}
const at = (hour: number) => `2026-03-30T0${hour}:00:00.000Z`
/** One figure of one source: value, area, hour. */
const says = (by: string, value: number, region?: string, hour = 3): Statement => ({
  type: 'incident.assessed',
  subject: 'i',
  data: { impact: { mengungsi: value }, by, asOf: at(hour), ...(region && { region }) },
})
const picks = (by: string, region?: string): Statement => ({
  type: 'incident.picked',
  subject: 'i',
  data: { figure: 'mengungsi', by, reason: 'sudah dicek di lapangan', ...(region && { region }) },
})
const total = (...told: Statement[]) =>
  new Room().tell(reported, ...told).situation.incident.get('i')?.impact.mengungsi
const [kuta, sengkol, praya] = ['52.02.04.2009', '52.02.04.2010', '52.02.01.1001']

describe('figures with provenance', () => {
  test('rise from desa to kecamatan to kabupaten; the sum is as old as its oldest part', () => {
    expect(
      total(says('BPBD', 12, kuta, 2), says('BPBD', 30, sengkol, 3), says('Dinsos', 5, praya, 4)),
    ).toEqual({ value: 47, asOf: at(2), areas: 3 })
  })

  test('that disagree both stand, marked from the least to the most, in the sum as well', () => {
    const told = [says('BPBD', 12, kuta, 2), says('Dinsos', 20, kuta, 3), says('BPBD', 30, sengkol, 2)]
    expect(total(...told)).toEqual({ value: 50, asOf: at(2), areas: 2, differs: [42, 50] })
    const { figures } = new Room().tell(reported, ...told).situation.incident.get('i') ?? {}
    expect(figures?.mengungsi?.said[kuta]?.map(({ by, value }) => [by, value])).toEqual([
      ['BPBD', 12],
      ['Dinsos', 20],
    ])
  })

  test('that a person picked stand unmarked until the other source says something new', () => {
    const told = [says('BPBD', 12, kuta, 2), says('Dinsos', 20, kuta, 3), picks('BPBD', kuta)]
    expect(total(...told)).toMatchObject({ value: 12, by: 'BPBD' })
    expect(total(...told)).not.toHaveProperty('differs')
    expect(total(...told, says('Dinsos', 25, kuta, 4))).toMatchObject({ value: 12, differs: [12, 25] })
    expect(total(...told, says('BPBD', 14, kuta, 4))).toMatchObject({ value: 14 })
  })

  test('of areas that come to less than the stated total are incomplete; more is a contradiction', () => {
    expect(total(says('BPBD', 40), says('Camat', 12, kuta, 4))).toEqual({
      value: 40,
      by: 'BPBD',
      asOf: at(3),
    })
    expect(total(says('BPBD', 40), says('Camat', 55, kuta, 4))).toMatchObject({
      value: 55,
      differs: [40, 55],
    })
    expect(total(says('BPBD', 40), says('Camat', 12, kuta, 4), picks('jumlah'))).toMatchObject({ value: 12 })
  })

  test('that nobody states cannot be picked', () => {
    expect(total(says('BPBD', 12), picks('Dinkes'), picks('jumlah'))).toEqual({
      value: 12,
      by: 'BPBD',
      asOf: at(3),
    })
  })

  test('keep their revisions, also those that came late, and stay bounded', () => {
    const told = [says('BPBD', 1, kuta, 1), says('BPBD', 3, kuta, 3), says('BPBD', 2, kuta, 2)]
    const [first] =
      new Room().tell(reported, ...told).situation.incident.get('i')?.figures?.mengungsi?.said[kuta] ?? []
    expect([first?.value, first?.earlier?.map(({ value }) => value)]).toEqual([3, [1, 2]])
    const room = new Room().tell(reported)
    for (let n = 0; n < mostAreas + 50; n++)
      room.tell(says('BPBD', 1, `${10 + (n % 80)}.${10 + Math.floor(n / 80)}`))
    for (let n = 0; n < 30; n++) room.tell(says(`OPD ${n}`, n, '10.10'), says('BPBD', n, '10.11'))
    const { said = {} } = room.situation.incident.get('i')?.figures?.mengungsi ?? {}
    expect(Object.keys(said).length).toBe(mostAreas)
    expect(said['10.10']?.length).toBe(mostSources)
    expect(said['10.11']?.[0]?.earlier?.length).toBe(mostEarlier)
    expect(room.count('odd')).toEqual({ figure: 50 })
  })

  test('sum up the same whatever the order in which the areas report', () => {
    const areas = fc.uniqueArray(fc.constantFrom(kuta, sengkol, praya, '52.02.05.2001', '52.03.01.2001'), {
      minLength: 1,
    })
    holds(
      fc.property(areas, fc.array(fc.nat(500), { minLength: 5, maxLength: 5 }), (regions, values) => {
        const told = regions.map((region, index) => says('BPBD', values[index] ?? 0, region))
        const sum = told.reduce((all, _, index) => all + (values[index] ?? 0), 0)
        expect(total(...told)?.value).toBe(sum)
        expect(total(...told.toReversed())).toEqual(total(...told))
      }),
      100,
    )
  })
})
