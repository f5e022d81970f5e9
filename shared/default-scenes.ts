import type { Part, Scene, Wall } from './scenes.ts'
import { scenesSetting, wallsSetting } from './scenes.ts'

/** A part by its place: column and row from 1, width and height in cells. */
function part(tile: string, column: number, row: number, width: number, height: number): Part {
  return { tile, column, row, width, height }
}

const head = (): Part[] => [part('headline', 1, 1, 36, 4), part('clock', 37, 1, 12, 4)]

/** What the product shows, the most important part first, before anybody draws a scene: an ordinary day, a rakor, an emergency, the 07.30 round. */
export const defaultScenes: readonly Scene[] = [
  {
    id: 'hari-biasa',
    name: 'Hari biasa',
    columns: 48,
    rows: 40,
    parts: [
      ...head(),
      part('incidents', 29, 5, 20, 16),
      part('map', 1, 5, 28, 32),
      part('sources', 1, 37, 28, 4),
      part('tickets', 29, 30, 10, 11),
      part('latest', 29, 21, 20, 9),
      part('projects', 39, 30, 10, 11),
    ],
  },
  {
    id: 'rakor',
    name: 'Rapat koordinasi',
    columns: 48,
    rows: 40,
    parts: [
      ...head(),
      part('incidents', 1, 5, 26, 17),
      part('tickets', 1, 22, 13, 19),
      part('projects', 14, 22, 13, 19),
      part('map', 27, 5, 22, 22),
      part('silent', 27, 27, 11, 7),
      part('status', 38, 27, 11, 7),
      part('sources', 27, 34, 22, 7),
    ],
  },
  {
    id: 'darurat',
    name: 'Darurat',
    columns: 48,
    rows: 40,
    parts: [
      ...head(),
      part('incidents', 30, 5, 19, 21),
      part('map', 1, 5, 29, 28),
      part('status', 1, 33, 15, 8),
      part('sources', 30, 35, 19, 6),
      part('water', 16, 33, 14, 8),
      part('latest', 30, 26, 19, 9),
    ],
  },
  {
    id: 'apel-0730',
    name: 'Apel 07.30',
    columns: 48,
    rows: 40,
    parts: [
      ...head(),
      part('incidents', 1, 9, 24, 15),
      part('silent', 1, 24, 24, 9),
      part('sources', 1, 5, 48, 4),
      part('tickets', 25, 9, 12, 19),
      part('projects', 37, 9, 12, 19),
      part('latest', 1, 33, 24, 8),
      part('water', 25, 28, 24, 13),
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
