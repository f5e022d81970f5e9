import type { Part, Scene, Wall } from './scenes.ts'
import { scenesSetting, wallsSetting } from './scenes.ts'

/** A part by its place: column and row from 1, width and height in cells. */
function part(tile: string, column: number, row: number, width: number, height: number): Part {
  return { tile, column, row, width, height }
}

const head = (): Part[] => [part('headline', 1, 1, 37, 5), part('clock', 38, 1, 11, 5)]

/**
 * What the product shows, the most important part first, before anybody draws a scene: an ordinary day, a rakor, an
 * emergency, the 07.30 round. The map stands as high as the screen allows: regencies are no strips.
 */
export const defaultScenes: readonly Scene[] = [
  {
    id: 'hari-biasa',
    name: 'Hari biasa',
    columns: 48,
    rows: 40,
    parts: [
      ...head(),
      part('incidents', 25, 6, 24, 12),
      part('map', 1, 6, 24, 35),
      part('sources', 25, 37, 24, 4),
      part('tickets', 25, 26, 12, 11),
      part('latest', 25, 18, 24, 8),
      part('projects', 37, 26, 12, 11),
    ],
  },
  {
    id: 'rakor',
    name: 'Rapat koordinasi',
    columns: 48,
    rows: 40,
    parts: [
      ...head(),
      part('incidents', 21, 6, 28, 12),
      part('tickets', 21, 18, 14, 12),
      part('projects', 35, 18, 14, 12),
      part('map', 1, 6, 20, 28),
      part('decisions', 1, 34, 20, 7),
      part('silent', 21, 30, 14, 7),
      part('status', 35, 30, 14, 7),
      part('sources', 21, 37, 28, 4),
    ],
  },
  {
    id: 'darurat',
    name: 'Darurat',
    columns: 48,
    rows: 40,
    parts: [
      ...head(),
      part('incidents', 25, 6, 24, 16),
      part('map', 1, 6, 24, 35),
      part('status', 25, 22, 12, 7),
      part('sources', 25, 37, 24, 4),
      part('water', 37, 22, 12, 7),
      part('latest', 25, 29, 24, 8),
    ],
  },
  {
    id: 'apel-0730',
    name: 'Apel 07.30',
    columns: 48,
    rows: 40,
    parts: [
      ...head(),
      part('incidents', 1, 10, 24, 13),
      part('silent', 1, 23, 12, 9),
      part('sources', 1, 6, 48, 4),
      part('tickets', 25, 10, 12, 20),
      part('projects', 37, 10, 12, 20),
      part('latest', 1, 32, 24, 9),
      part('forecast', 25, 30, 12, 11),
      part('water', 37, 30, 12, 11),
      part('volcanoes', 13, 23, 12, 9),
    ],
  },
]

/** The one wall that there is before anybody builds another: a single screen. */
export const defaultWalls: readonly Wall[] = [
  {
    id: 'utama',
    name: 'Dinding utama',
    rows: 1,
    columns: 1,
    bezel: 0,
    playlist: [{ scene: 'hari-biasa', seconds: 60 }],
    slots: [{ scene: 'apel-0730', days: [1, 2, 3, 4, 5], from: '07.30', to: '08.00', working: true }],
    rules: [
      { scene: 'darurat', level: 3 },
      { scene: 'darurat', status: 'tanggap-darurat' },
    ],
  },
]

/** The scenes that a setting holds; the shipped ones where it holds none that can be read. */
export function scenesOf(value: unknown): readonly Scene[] {
  const read = scenesSetting.safeParse(value)
  return read.success ? read.data : defaultScenes
}

export function wallsOf(value: unknown): readonly Wall[] {
  const read = wallsSetting.safeParse(value)
  return read.success ? read.data : defaultWalls
}
