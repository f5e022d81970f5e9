import type { AlarmRule } from '../../shared/coordination/alarm-rules.ts'
import type { Situation } from '../../shared/situation/situation.ts'

/** Something that stands at this moment and needs somebody. */
export interface Condition {
  about: string
  level: number
  message: string
  /** What it is called among others of its rule, whose title stands before them. */
  name?: string
  /** Since when it stands, ms UTC. */
  since: number
}

export type Look = (situation: Situation, rule: AlarmRule, now: number) => Condition[]
