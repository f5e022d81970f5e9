import { alarms } from './alarms.ts'
import type { Duty } from './duty.ts'
import { escalations } from './escalations.ts'
import { injects } from './injects.ts'
import { reminders } from './reminders.ts'
import { statusEnd } from './status-end.ts'

/** Every duty of the schedule. */
export const duties: readonly Duty[] = [escalations, statusEnd, injects, alarms, reminders]
