import { readEvent } from '../../shared/events/read.ts'
import type { RecordedEvent } from '../../shared/events/types.ts'
import { alarms } from '../../server/duties/alarms.ts'
import type { Duty } from '../../server/duties/duty.ts'
import { firstAlarmRules, firstChains } from '../../server/regions/first-rules.ts'
import { evolve } from '../../shared/situation/evolve.ts'
import type { Alarm } from '../../shared/situation/items.ts'
import { createSituation, type Situation } from '../../shared/situation/situation.ts'

const place = { type: 'Point', coordinates: [116.3, -8.7] }

/** A situation with a clock of its own and a duty that looks at it, as the schedule does. */
export class Night {
  readonly situation: Situation
  readonly said: RecordedEvent[] = []
  #duty: Duty
  #known = new Set<string>()
  now = Date.UTC(2026, 10, 22, 12)

  constructor(first: Record<string, unknown> = {}, duty: Duty = alarms) {
    const settings = { alarmRules: firstAlarmRules, chains: firstChains, gauges: {}, ...first }
    this.situation = createSituation(JSON.parse(JSON.stringify(settings)) as Record<string, unknown>)
    this.#duty = duty
  }

  get at(): string {
    return new Date(this.now).toISOString()
  }

  tell(type: string, subject: string, data: object = {}, id = `e${this.situation.seq + 1}`): RecordedEvent {
    const whole = { specversion: '1.0', id, source: '/test', type, subject, time: this.at, data }
    const read = readEvent(whole, { received: this.at, reference: () => 'v_test' })
    if ('problem' in read) throw new Error(JSON.stringify(read.problem))
    const event = { ...read.event, seq: this.situation.seq + 1, recorded: this.at } as RecordedEvent
    evolve(this.situation, event)
    return event
  }

  /** Lets time pass and the duty look once; a statement that is known already is passed over, as the log does. */
  pass(seconds = 1): RecordedEvent[] {
    this.now += seconds * 1000
    const said = this.#duty
      .due(this.situation, this.now)
      .filter(({ id }) => !this.#known.has(id))
      .map(({ id, type, subject, data }) => {
        this.#known.add(id)
        return this.tell(type, subject, data, id)
      })
    this.said.push(...said)
    return said
  }

  incident(id: string, level = 2): void {
    this.tell('incident.reported', id, { hazard: 'banjir', level, title: `Banjir ${id}`, geometry: place })
  }

  gauge(value: number): void {
    const data = { kind: 'water-level', title: `Pos: ${value} cm`, geometry: place, value, unit: 'cm' }
    this.tell('observation.made', 'pos', data)
  }

  alarm(id: string): Alarm | undefined {
    return this.situation.alarm.get(id)
  }
}
