/** Words of scenes, walls, their editor and the director. */
export const scenesId = {
  mapOff: 'Peta dimatikan di layar ini',
  unknownTile: (tile: string) => `Bagian “${tile}” tidak dikenal versi ini`,
  leftOut: (n: string) => `+ ${n} bagian lagi tidak muat dengan huruf yang terbaca dari jarak ini`,
  wall: 'Dinding',
  wallHint: 'Kode dinding di halaman Adegan; kosong: dinding pertama',
  screenNumber: 'Layar ke-',
  screenNumberHint: 'Dari kiri atas, baris demi baris',
}
