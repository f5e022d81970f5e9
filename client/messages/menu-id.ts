/** Words of the menu. */
export const menuId = {
  title: 'Menu',
  situation: 'Situasi',
  service: 'Layanan dan kinerja',
  room: 'Ruang dan tata kelola',
}
