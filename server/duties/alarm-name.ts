import { named } from './named.ts'

/** The id of the alarm of a rule about a thing; about `*` stands for several. */
export const alarmName = (rule: string, about: string): string => named(rule, about)
