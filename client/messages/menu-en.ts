import type { menuId } from './menu-id.ts'

export const menuEn: typeof menuId = {
  title: 'Menu',
  situation: 'Situation',
  service: 'Services and performance',
  room: 'Room and administration',
}
