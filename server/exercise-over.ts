import type { Situation } from '../shared/situation/situation.ts'

/** Why the world of an exercise that has ended takes no more acts: it stands still, so that its review speaks of what was. */
export function exerciseOver({ exercise }: Situation, type = ''): string | undefined {
  // Who stands before the screens is of the room, not of the exercise.
  if (type === 'setting.changed') return undefined
  for (const { here, status, title } of exercise.values())
    if (here && (status === 'ended' || status === 'reviewed'))
      return `the exercise ${title} has ended: plan a new one at /gladi`
  return undefined
}
