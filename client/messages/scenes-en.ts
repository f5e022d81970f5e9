/** Words of scenes, walls, their editor and the director. */
export const scenesEn = {
  mapOff: 'The map is off on this screen',
  unknownTile: (tile: string) => `This version knows no part “${tile}”`,
  leftOut: (n: string) => `+ ${n} more parts do not fit with letters that can be read from this distance`,
  wall: 'Wall',
  wallHint: 'Its code on the page Scenes; empty: the first wall',
  screenNumber: 'Screen number',
  screenNumberHint: 'From the upper left, row by row',
}
