import type { Part } from '../../shared/scenes.ts'
import { appetiteOf } from './appetite.ts'
import { heightAt, type Size } from './least.ts'

/** A scene that is placed anew stands on a grid of so many cells each way. */
export const cells = 60

/** The room to fill in rem, and the gap that each box holds. */
export interface Area extends Size {
  gap: number
}

/** A box in rem, gaps included. */
export interface Box {
  tile: string
  x: number
  y: number
  width: number
  height: number
}

/** With its gaps, and half a cell for rounding. */
export function need(tile: string, width: number, gap: number, height = 30): number {
  return heightAt(tile, width - gap) + gap + height / cells
}

/** The tiles in bands: what was drawn side by side stays so, where `paired`; else each is a band of its own. */
export function bandsOf(parts: readonly Part[], paired: boolean): string[][] {
  const bands: { parts: Part[]; row: number; height: number }[] = []
  for (const part of parts) {
    const band = bands.find(({ row, height }) => paired && row === part.row && height === part.height)
    if (band) band.parts.push(part)
    else bands.push({ parts: [part], row: part.row, height: part.height })
  }
  return bands.map((band) => band.parts.toSorted((a, b) => a.column - b.column).map(({ tile }) => tile))
}

/** Bands of tiles in so many columns, each next one where most room is left; undefined when a tile cannot be read. */
export function stacked(
  bands: string[][],
  { x, y, width, height, gap }: Omit<Box, 'tile'> & Area,
  columns: number,
): Box[] | undefined {
  const wide = width / columns
  const stacks = Array.from({ length: columns }, () => ({ bands: [] as string[][], used: 0 }))
  const needOf = (band: string[]) =>
    Math.max(...band.map((tile) => need(tile, wide / band.length, gap, height)))
  const hungerOf = (band: string[]) =>
    band.reduce((sum, tile) => sum + appetiteOf(tile), 0) / Math.max(1, band.length)
  for (const band of bands) {
    const stack = stacks.reduce((least, one) => (one.used < least.used ? one : least))
    stack.used += needOf(band)
    stack.bands.push(band)
    if (stack.used > height) return undefined
  }
  if (stacks.some((stack) => stack.bands.length === 0)) return undefined
  return stacks.flatMap((stack, at) => {
    const slack = height - stack.used
    const hunger = stack.bands.reduce((sum, band) => sum + hungerOf(band), 0)
    let top = y
    return stack.bands.flatMap((band) => {
      const share = hunger > 0 ? (slack * hungerOf(band)) / hunger : slack / stack.bands.length
      const size = { width: wide / band.length, height: needOf(band) + share }
      const boxes = band.map((tile, nth) => ({
        tile,
        ...{ x: x + at * wide + nth * size.width, y: top },
        ...size,
      }))
      top += size.height
      return boxes
    })
  })
}
