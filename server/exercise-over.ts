import { why, type Reason } from '../shared/events/reasons.ts'
import type { Situation } from '../shared/situation/situation.ts'

/** Why the world of an exercise that has ended takes no more acts: it stands still, so that its review speaks of what was. */
export function exerciseOver({ exercise }: Situation, type = ''): Reason | undefined {
  // Who stands before the screens is of the room, not of the exercise.
  if (type === 'setting.changed') return undefined
  for (const { here, status, title } of exercise.values())
    if (here && (status === 'ended' || status === 'reviewed'))
      return why('exercise-over', `the exercise ${title} has ended: plan a new one at /gladi`, { title })
  return undefined
}
