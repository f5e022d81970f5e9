import { m } from '../messages/index.ts'

/** Who a page is for; an administrator sees them all. `agency` is any agency's people. */
type For = 'executive' | 'operator' | 'agency' | 'admin'

interface Destination {
  href: string
  text: string
  roles: readonly For[]
}

const everybody: readonly For[] = ['executive', 'operator', 'agency']

/** Every page of those who are signed in, as the menu groups them; the server decides who may open what. */
export const destinations: readonly { title: string; pages: readonly Destination[] }[] = [
  {
    title: m.menu.situation,
    pages: [
      { href: '/', text: m.performance.executive, roles: everybody },
      { href: '/wall', text: m.toWall, roles: everybody },
      { href: '/desk', text: m.desk.title, roles: ['operator', 'agency'] },
      { href: '/status', text: m.status.title, roles: everybody },
      { href: '/sumber-daya', text: m.relief.title, roles: everybody },
      { href: '/laporan-situasi', text: m.relief.sitreps, roles: everybody },
      { href: '/piket', text: m.desk.handover, roles: ['operator'] },
      { href: '/gladi', text: m.desk.exercises, roles: ['operator'] },
    ],
  },
  {
    title: m.menu.service,
    pages: [
      { href: '/aduan', text: m.ticketDesk.title, roles: everybody },
      { href: '/kinerja', text: m.performance.performance, roles: everybody },
      { href: '/rencana', text: m.manage.plan, roles: everybody },
      { href: '/kelola', text: m.manage.title, roles: ['operator', 'agency'] },
      { href: '/lapor-opd', text: m.performance.report, roles: ['agency'] },
    ],
  },
  {
    title: m.menu.room,
    pages: [
      { href: '/layar', text: m.doors.screens, roles: ['operator'] },
      { href: '/adegan', text: m.scenes.scene, roles: ['operator'] },
      { href: '/data-pribadi', text: m.vault.title, roles: ['operator', 'agency'] },
      { href: '/admin', text: m.admin.title, roles: ['admin'] },
      { href: '/panduan', text: m.manual.title, roles: everybody },
      { href: '/profil', text: m.doors.profile, roles: everybody },
    ],
  },
]

/** Whether a page is for somebody of that role. */
export function isFor({ roles }: Destination, role: string): boolean {
  if (role === 'admin') return true
  return roles.some((one) => (one === 'agency' ? role.startsWith('agency:') : one === role))
}
