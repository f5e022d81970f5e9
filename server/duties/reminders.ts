import { reportingOf, overdue } from '../../shared/reporting.ts'
import type { ReminderStep } from '../../shared/situation/items.ts'
import type { Situation } from '../../shared/situation/situation.ts'
import type { Duty } from './duty.ts'

const order: ReminderStep[] = ['pic', 'head', 'sekda']
/** What was looked at is not looked at again within the minute: reports are due by the minute. */
const looked = new WeakMap<Situation, number>()

/** Reminds of overdue reports: first the one who prepares them, then the head, then the Sekda; each once for each due moment. */
export const reminders: Duty = {
  name: 'reminders',
  due: (situation, now) => {
    const minute = Math.floor(now / 60_000)
    if (looked.get(situation) === minute) return []
    looked.set(situation, minute)
    const owed = overdue(
      reportingOf(situation.setting.get('reporting')?.value),
      situation.report,
      now,
      situation.index.calendar,
    )
    return owed.flatMap(({ duty: { agency, report, title, pic, head }, due, step }) => {
      const at = new Date(due).toISOString()
      const before = situation.report.get(agency)?.reminded?.[report]
      if (before?.due === at && order.indexOf(before.step) >= order.indexOf(step)) return []
      const to = { pic, head, sekda: 'Sekretaris Daerah' }[step]
      const data = { agency, report, title, due: at, step, ...(to && { to }) }
      return [
        { id: `remind:${agency}:${report}:${at}:${step}`, type: 'report.reminded', subject: agency, data },
      ]
    })
  },
}
