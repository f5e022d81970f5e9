import type { Part, Scene } from '../../shared/scenes.ts'
import { appetiteOf } from './appetite.ts'
import { bandsOf, cells, need, stacked, type Area, type Box } from './bands.ts'
import { narrowest, type Size } from './least.ts'
import { gapOf, tightParts } from './tight.ts'

/** Where there is room the head is as high as on an ordinary screen, in rem; never more than that share of it. */
const mostHead = 8
const headShare = 0.125
/** The scene's parts placed anew for `room` rem: as many of the first as can be read; undefined when not even one can. */
export function arrange(scene: Scene, room: Size): Scene | undefined {
  const gap = gapOf(room)
  const area = { width: room.width - gap, height: room.height - gap, gap }
  for (let count = scene.parts.length; count > 0; count--) {
    const parts = scene.parts.slice(0, count)
    const best = candidates(parts, area)
      .sort((a, b) => b.worth - a.worth)
      .map(({ boxes }) => ({ ...scene, columns: cells, rows: cells, parts: toCells(parts, boxes, area) }))
      // What rounding to cells took away may have been the last bit.
      .find((placed) => tightParts(placed, room).length === 0)
    if (best) return best
  }
  return undefined
}

/** Boxes as parts of a grid of 60 by 60: edges that touch stay together. */
function toCells(parts: readonly Part[], boxes: readonly Box[], area: Size): Part[] {
  const across = (x: number) => Math.round((x / area.width) * cells)
  const down = (y: number) => Math.round((y / area.height) * cells)
  return parts.flatMap((part) => {
    const box = boxes.find(({ tile }) => tile === part.tile)
    if (!box) return []
    const [column, row] = [across(box.x), down(box.y)]
    const [width, height] = [across(box.x + box.width) - column, down(box.y + box.height) - row]
    return [{ ...part, column: column + 1, row: row + 1, width, height }]
  })
}

/** Every way to place these tiles that leaves each readable: a head, the map beside or above, the rest in columns. */
function candidates(parts: readonly Part[], area: Area): { boxes: Box[]; worth: number }[] {
  const tiles = parts.map(({ tile }) => tile)
  const head = headOf(tiles, area)
  if (!head) return []
  const rest = tiles.filter((tile) => tile !== 'headline' && tile !== 'clock')
  const body = { x: 0, y: head.height, width: area.width, height: area.height - head.height }
  if (rest.length === 0) return [{ boxes: stretchHead(head.boxes, area), worth: 0 }]
  const below = parts.filter(({ tile }) => rest.includes(tile) && tile !== 'map')
  const others = bandsOf(below, false)
  const pairs = bandsOf(below, true)
  const hasMap = rest.includes('map')
  const found: { boxes: Box[]; worth: number }[] = []
  const add = (map: Box[], boxes: Box[] | undefined) => {
    if (boxes)
      found.push({ boxes: [...head.boxes, ...map, ...boxes], worth: worthOf([...map, ...boxes], area) })
  }
  const most = Math.max(1, Math.min(others.length, Math.floor(area.width / 15)))
  const ways = Array.from({ length: most }, (_, at) => ({ bands: others, columns: at + 1 }))
  if (pairs.length < others.length) ways.push({ bands: pairs, columns: 1 })
  for (const { bands, columns } of ways) {
    if (!hasMap) add([], stacked(bands, { ...body, gap: area.gap }, columns))
    for (const share of hasMap ? [0.6, 0.5, 0.42, 0.36, 0.3] : []) {
      const width = body.width * share
      const height = body.height * share
      const beside = [{ tile: 'map', ...body, width }]
      const above = [{ tile: 'map', ...body, height }]
      if (area.width >= area.height && fits(beside[0], area.gap))
        add(beside, stacked(bands, { ...body, x: width, width: body.width - width, gap: area.gap }, columns))
      if (fits(above[0], area.gap))
        add(
          above,
          stacked(
            bands,
            { ...body, y: body.y + height, height: body.height - height, gap: area.gap },
            columns,
          ),
        )
    }
  }
  if (hasMap && others.length === 0 && fits({ tile: 'map', ...body }, area.gap))
    add([{ tile: 'map', ...body }], [])
  return found
}

function fits(box: Box | undefined, gap: number): boolean {
  return box !== undefined && need(box.tile, box.width, gap, box.height) <= box.height
}

/** Headline and clock beside each other where both can be read so, else one above the other. */
function headOf(tiles: string[], area: Area): { boxes: Box[]; height: number } | undefined {
  const head = ['headline', 'clock'].filter((tile) => tiles.includes(tile))
  const row = (list: string[], y: number, widths: number[]) => {
    const least = Math.max(...list.map((tile, at) => need(tile, widths[at] ?? 0, area.gap, area.height)))
    const height = Math.max(least, Math.min(mostHead, area.height * headShare))
    let x = 0
    const boxes = list.map((tile, at) => {
      const box = { tile, x, y, width: widths[at] ?? 0, height }
      x += box.width
      return box
    })
    return { boxes, height }
  }
  if (head.length < 2) {
    const alone = head.length === 0 ? { boxes: [], height: 0 } : row(head, 0, [area.width])
    return alone.height <= area.height ? alone : undefined
  }
  const clock = Math.max(narrowest('clock') + area.gap * 2, Math.min(30, area.width * 0.27))
  const beside = row(head, 0, [area.width - clock, clock])
  const first = row(['clock'], 0, [area.width])
  const second = row(['headline'], first.height, [area.width])
  const under = { boxes: [...first.boxes, ...second.boxes], height: first.height + second.height }
  const best = beside.height <= under.height ? beside : under
  return best.height <= area.height ? best : undefined
}

/** A head alone fills the screen. */
function stretchHead(boxes: Box[], area: Size): Box[] {
  const end = Math.max(...boxes.map(({ y, height }) => y + height))
  return boxes.map((box) => ({
    ...box,
    y: (box.y / end) * area.height,
    height: (box.height / end) * area.height,
  }))
}

/** A large map that is not a strip, and tiles neither cramped nor empty, are worth most. */
function worthOf(boxes: Box[], area: Area): number {
  return boxes.reduce((sum, { tile, width, height }) => {
    if (tile !== 'map') {
      const fill = height / need(tile, width, area.gap)
      const empty = Math.max(0, fill - 4) / Math.max(1, 2 * appetiteOf(tile))
      // Room is worth most where there is most to say.
      const weight = Math.max(0.3, Math.min(2, appetiteOf(tile)))
      const roomy = Math.min(2.5, fill) + Math.min(2.2, (width - 14) / 10)
      return sum + weight * roomy - empty - Math.max(0, width - 48) / 30
    }
    const square = Math.min(width, height) / Math.max(width, height)
    return sum + 6 * Math.min(0.5, (width * height) / (area.width * area.height)) + 6 * square
  }, 0)
}
