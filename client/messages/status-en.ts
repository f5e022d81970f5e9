import type { statusId } from './status-id.ts'

export const statusEn: typeof statusId = {
  title: 'Emergency status',
  stages: {
    'siaga-darurat': 'Emergency alert (siaga darurat)',
    'tanggap-darurat': 'Emergency response (tanggap darurat)',
    'transisi-darurat': 'Transition to recovery (transisi darurat)',
  },
  none: 'No emergency status in force',
  decree: (number) => `Decree ${number}`,
  until: (moment) => `in force until ${moment}`,
  left: (span) => `${span} left`,
  over: 'has run out',
  seats: (filled, all) => `${filled} of ${all} command seats filled`,
}
