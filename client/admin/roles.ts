import { m } from '../messages/index.ts'

/** What a person may be; a program may be these, a feeder or a display as well. */
export const personRoles = ['operator', 'executive', 'agency', 'admin'] as const
export const keyRoles = ['feeder', ...personRoles, 'display'] as const

export const optionsOf = (roles: readonly (typeof keyRoles)[number][]) =>
  roles.map((value) => ({ value, text: m.doors.roles[value] }))

/** The role as the server knows it: agency:CODE. */
export const roleOf = (role: string, agency: string): string =>
  role === 'agency' ? `agency:${agency.trim()}` : role
