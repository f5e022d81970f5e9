import type { Due, Duty } from './duty.ts'

/** What a running exercise has planned for a minute that is reached on its clock; told once each, also after a restart. */
export const injects: Duty = {
  name: 'injects',
  due: (situation, now) => {
    const due: Due[] = []
    for (const exercise of situation.exercise.values()) {
      const { id, status, here, start, injects: planned = [], injected } = exercise
      if (status !== 'started' || !here) continue
      planned.forEach(({ after, type, subject, data }, number) => {
        const at = Date.parse(start) + after * 60_000
        if (now < at || injected.includes(number)) return
        const name = `${id}:inject:${number}`
        due.push({ id: name, type, subject: subject ?? name, data })
        due.push({ id: `${name}:told`, type: 'exercise.injected', subject: id, data: { inject: number } })
      })
    }
    return due
  },
}
