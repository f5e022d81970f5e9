import { chainFor } from '../../shared/coordination/chains.ts'
import type { Duty } from './duty.ts'
import { named } from './named.ts'

/**
 * A task that nobody acknowledges goes up its agency's chain, each office told once: what fell due while the server stood
 * still is told when it runs again.
 */
export const escalations: Duty = {
  name: 'escalations',
  due: (situation, now) =>
    [...situation.task.values()].flatMap((task) => {
      if (task.status !== 'assigned') return []
      return chainFor(situation, task)
        .filter(({ step, at }) => step > (task.escalations ?? 0) && at <= now)
        .map(({ step, to }) => ({
          id: named('escalated', step, task.given, task.id),
          type: 'task.escalated' as const,
          subject: task.id,
          data: { to, step },
        }))
    }),
}
