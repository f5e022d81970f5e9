import { m } from '../../messages/index.ts'

/** What a tile is called in the editor; its id where it has no name there. */
export function tileName(tile: string): string {
  const names: Record<string, string> = m.scenes.tiles
  return names[tile] ?? tile
}
