import { m } from '../messages/index.ts'

/** Where a role begins. */
export function homeOf(role: string): string {
  if (role === 'admin') return '/admin'
  if (role === 'operator') return '/layar'
  return '/'
}

/** Opens a page of this server; an address that leads elsewhere is not followed. */
export function go(path: string): void {
  const url = new URL(path, location.origin)
  location.assign(url.origin === location.origin ? url.pathname + url.search : '/')
}

/** What a role is called: Operator, OPD dinkes. */
export function roleWord(role: string): string {
  if (role.startsWith('agency:')) return `${m.doors.roles.agency} ${role.slice('agency:'.length)}`
  const words: Record<string, string> = m.doors.roles
  return words[role] ?? role
}
