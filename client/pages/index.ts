import type { Component } from 'svelte'

/** Every page by the first part of its path, fetched when it is opened: a phone loads no map for a form. */
export const pages: Record<string, () => Promise<{ default: Component }>> = {
  '': () => import('./Executive.svelte'),
  wall: () => import('./Wall.svelte'),
  masuk: () => import('./SignIn.svelte'),
  'data-pribadi': () => import('./Vault.svelte'),
  kinerja: () => import('./Performance.svelte'),
  kelola: () => import('./Manage.svelte'),
  rencana: () => import('./Plan.svelte'),
  'lapor-opd': () => import('./AgencyReport.svelte'),
  verifikasi: () => import('./Verify.svelte'),
  profil: () => import('./Profile.svelte'),
  layar: () => import('./Screens.svelte'),
  adegan: () => import('./Scenes.svelte'),
  desk: () => import('./DutyDesk.svelte'),
  aduan: () => import('./Tickets.svelte'),
  'sumber-daya': () => import('./Resources.svelte'),
  'laporan-situasi': () => import('./Sitreps.svelte'),
  piket: () => import('./Handover.svelte'),
  panduan: () => import('./Manual.svelte'),
  status: () => import('./Status.svelte'),
  gladi: () => import('./Exercises.svelte'),
  admin: () => import('./Admin.svelte'),
}

export const missing = () => import('./Missing.svelte')
/** The server says so where a page is not for the role of who is signed in. */
export const refused = () => import('./Refused.svelte')
