import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cut, cutSituation, type Audience } from '../../shared/audience.ts'
import { digest } from '../../shared/situation/digest.ts'
import { evolveAll } from '../../shared/situation/evolve-all.ts'
import { kinds } from '../../shared/situation/items.ts'
import { situationFromJson, situationToJson } from '../../shared/situation/json.ts'
import { lean } from '../../shared/situation/marks.ts'
import { createSituation, type Situation, type SituationJson } from '../../shared/situation/situation.ts'
import { deepFreeze, fold, holds, seed, stream } from './streams.ts'

const asJson = (situation: Situation) =>
  JSON.parse(JSON.stringify(situationToJson(situation))) as SituationJson
const first = { site: { offsetHours: 7 }, holidays: ['2026-03-30'], sla: { '*': 2, pengaduan: 4 } }

describe(`the fold, seed ${seed}`, () => {
  test('takes every stream of valid events without throwing, and the same way one by one and all at once', () => {
    holds(
      fc.property(stream(), (events) => {
        const [one, two] = [fold(events), createSituation()]
        evolveAll(two, events)
        assert.deepEqual(situationToJson(one), situationToJson(two))
        assert.equal(digest(one), digest(two))
        assert.equal(one.seq, events.length)
      }),
      200,
    )
  })

  test('never writes into the events it is given', () => {
    holds(
      fc.property(stream(), (events) => {
        expect(() => fold(deepFreeze(events))).not.toThrow()
      }),
      150,
    )
  })

  test('leaves items that equal their copies sent as JSON', () => {
    holds(
      fc.property(stream(), (events) => {
        const situation = fold(events)
        assert.deepEqual(JSON.parse(JSON.stringify(situationToJson(situation))), asJson(situation))
        // Undefined is the place of what may yet be said, and stands at an item's top alone: JSON leaves it out there.
        for (const kind of kinds)
          for (const item of situation[kind].values())
            assert.deepEqual(lean(item), JSON.parse(JSON.stringify(item)), `${kind} ${item.id}`)
      }),
      100,
    )
  })

  test('goes on from a snapshot as from the first event, also from the settings of a region pack', () => {
    holds(
      fc.property(stream(), fc.nat(80), fc.boolean(), (events, at, withFirst) => {
        const whole = createSituation(withFirst ? first : {})
        fold(events.slice(0, at), whole)
        const copy = situationFromJson(asJson(whole))
        assert.equal(digest(copy), digest(whole))
        fold(events.slice(at), whole)
        fold(events.slice(at), copy)
        assert.deepEqual(asJson(copy), asJson(whole))
        assert.equal(digest(copy), digest(whole))
        assert.deepEqual({ ...copy.index, today: 0 }, { ...whole.index, today: 0 })
      }),
      200,
    )
  })

  test('of cut events is the cut of the folded situation', () => {
    holds(
      fc.property(stream(), fc.constantFrom<Audience>('wall', 'staff'), (events, audience) => {
        const cutFirst = fold(events.map((event) => cut(event, audience)))
        const cutLast = cutSituation(situationToJson(fold(events)), audience)
        assert.deepEqual(asJson(cutFirst), JSON.parse(JSON.stringify(cutLast)))
        const last = situationFromJson(JSON.parse(JSON.stringify(cutLast)) as SituationJson)
        assert.equal(digest(cutFirst), digest(last))
      }),
      200,
    )
  })

  test('shows the wall nothing of the vault, of who did it or of what is for staff', () => {
    holds(
      fc.property(stream(), (events) => {
        const seen = events.map((event) => cut(event, 'wall'))
        const text = JSON.stringify(seen) + JSON.stringify(situationToJson(fold(seen)))
        expect(text).not.toMatch(
          /"(vault|reporter|victims|signers)":|vaulted_card|k_secret|Contoh|setinggi lutut|di depan pasar|dicek/,
        )
      }),
      100,
    )
  })
})
