import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe, test } from 'vitest'
import { alarmRulesOf } from '../../shared/coordination/alarm-rules.ts'
import { looks } from '../../server/duties/conditions.ts'
import { holds, seed } from '../shared/streams.ts'
import { Night } from './night.ts'

const thing = fc.integer({ min: 0, max: 40 }).map((number) => `k${number}`)
const alarmOf = thing.map((id) => `kejadian-siaga:${id}`)
const step = fc.oneof(
  fc.record({ do: fc.constant('report' as const), id: thing, level: fc.integer({ min: 2, max: 3 }) }),
  fc.record({ do: fc.constant('report' as const), id: thing, level: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ do: fc.constant('resolve' as const), id: thing }),
  fc.record({ do: fc.constant('gauge' as const), value: fc.integer({ min: 80, max: 120 }) }),
  fc.record({
    do: fc.constantFrom('acknowledged' as const, 'silenced' as const, 'cleared' as const),
    id: alarmOf,
  }),
  fc.record({ do: fc.constant('shelved' as const), id: alarmOf, minutes: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ do: fc.constant('acknowledged' as const), id: fc.constant('kejadian-siaga:*') }),
)
const steps = fc.array(fc.record({ act: step, wait: fc.constantFrom(1, 1, 1, 1, 1, 1, 1, 1, 5, 400) }), {
  maxLength: 120,
  size: 'max',
})
type Step = typeof steps extends fc.Arbitrary<(infer One)[]> ? One : never

const gauges = { pos: { siaga: 100, awas: 110 } }

function live(night: Night, { act }: Step): void {
  switch (act.do) {
    case 'report':
      return night.incident(act.id, act.level)
    case 'gauge':
      return night.gauge(act.value)
    case 'shelved': {
      const until = new Date(night.now + act.minutes * 60_000).toISOString()
      return void night.tell('alarm.shelved', act.id, { until, reason: 'uji' })
    }
    default:
      return void night.tell(act.do === 'resolve' ? 'incident.resolved' : `alarm.${act.do}`, act.id)
  }
}

/** Whether somebody who looks at the alarms finds this one standing, alone or in its rule's group. */
function hasAlarm({ situation }: Night, rule: string, about: string): boolean {
  const own = situation.alarm.get(`${rule}:${about}`)
  if (own && own.state !== 'returned' && !own.normal) return true
  const group = situation.alarm.get(`${rule}:*`)
  return group !== undefined && group.state !== 'returned' && (group.members ?? []).includes(about)
}

describe(`alarms, seed ${seed}`, () => {
  test('nothing that stands is ever without an alarm, whatever people and things do', () => {
    holds(
      fc.property(steps, (told) => {
        const night = new Night({ gauges })
        for (const one of told) {
          live(night, one)
          night.pass(one.wait)
          for (const rule of alarmRulesOf(night.situation.setting.get('alarmRules')?.value)) {
            for (const { about } of looks[rule.when]?.(night.situation, rule, night.now) ?? [])
              if (rule.onDelay === 0) assert.ok(hasAlarm(night, rule.id, about), `${rule.id} ${about}`)
          }
        }
      }),
      60,
    )
  })

  test('what was acknowledged does not sound again while it stands and is not worse', () => {
    holds(
      fc.property(steps, (told) => {
        const night = new Night({ gauges })
        for (const one of told) {
          live(night, one)
          const before = [...night.situation.alarm.values()].filter(({ state }) => state === 'acknowledged')
          const seen = before.map(({ id, level, members = [] }) => ({ id, level, members }))
          night.pass(one.wait)
          for (const { id, level, members } of seen) {
            const after = night.alarm(id)
            const worse = (after?.members ?? []).some((about) => !members.includes(about))
            if (after && after.level <= level && !worse) assert.equal(after.state, 'acknowledged', id)
          }
        }
      }),
      60,
    )
  })

  test('nothing vanishes unseen: only what was acknowledged or cleared is gone', () => {
    holds(
      fc.property(steps, (told) => {
        const night = new Night({ gauges })
        for (const one of told) {
          live(night, one)
          const before = new Map([...night.situation.alarm].map(([id, alarm]) => [id, { ...alarm }]))
          night.pass(one.wait)
          for (const [id, { state, seen }] of before)
            if (!night.situation.alarm.has(id)) assert.ok(state === 'acknowledged' || seen, `${id} ${state}`)
        }
      }),
      60,
    )
  })

  test('in a flood no more than ten begin to sound in ten minutes, and one for each rule besides', () => {
    const many = fc.array(fc.record({ id: fc.nat(400), wait: fc.constantFrom(1, 1, 10, 60) }), {
      minLength: 50,
      maxLength: 150,
      size: 'max',
    })
    holds(
      fc.property(many, (told) => {
        const night = new Night()
        const rang: number[] = []
        for (const { id, wait } of told) {
          night.incident(`k${id}`)
          for (const { type, subject } of night.pass(wait))
            if (type === 'alarm.raised' && night.alarm(subject)?.times === 1) rang.push(night.now)
        }
        for (const at of rang) {
          const lately = rang.filter((other) => other > at - 600_000 && other <= at).length
          assert.ok(lately <= 11, `${lately} alarms in 10 minutes`)
        }
      }),
      30,
    )
  })
})
