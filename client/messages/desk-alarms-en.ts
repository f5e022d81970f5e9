import type { deskAlarmsId } from './desk-alarms-id.ts'

export const deskAlarmsEn: typeof deskAlarmsId = {
  alarms: 'Alarms',
  noAlarms: 'No alarms',
  alarmState: {
    unacknowledged: 'not acknowledged by anybody',
    acknowledged: 'acknowledged',
    returned: 'normal again, seen by nobody',
    shelved: 'shelved',
  },
  acknowledgeAlarm: 'Acknowledge',
  shelve: 'Shelve',
  shelveReason: 'Why it is shelved',
  shelveUntil: 'For (minutes)',
  unshelve: 'Unshelve',
  silence: 'Silence',
  times: (n: string) => `${n}×`,
  budget: (n: string, operators: string) =>
    `${n} alarms per operator in 10 minutes (operators at desks: ${operators})`,
  unseenOf: (unseen: string, all: string) => `${unseen} of ${all} not acknowledged`,
  otherActs: 'Other acts',
  more: (n: string) => `+ ${n} more`,
  fewer: 'Fewer',
  bands: { acceptable: 'acceptable', manageable: 'manageable', over: 'too many', flood: 'alarm flood' },

  worstRules: 'Rules that sounded most this week',
  worstRule: (title, times, before) => `${title}: ${times} times (last week ${before})`,
}
