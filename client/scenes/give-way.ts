import type { Part, Scene } from '../../shared/scenes.ts'
import { appetiteOf } from './appetite.ts'
import { idleHeightAt, type Size } from './least.ts'
import { gapOf } from './tight.ts'

/** Parts one below the other or side by side; a leaf is one part. */
interface Block {
  row: number
  height: number
  part?: Part
  below?: Block[]
  beside?: Block[]
}

/** The scene with the room of `idle` tiles, which have one line to say, given to those above and below that have more. */
export function giveWay(scene: Scene, room: Size, idle: ReadonlySet<string>): Scene {
  if (!scene.parts.some(({ tile }) => idle.has(tile))) return scene
  const block = blockOf(scene.parts)
  if (!block) return scene
  const gap = gapOf(room)
  const wide = (room.width - gap) / scene.columns
  const high = (room.height - gap) / scene.rows

  /** So many rows are enough for it; undefined where something in it has more to say. */
  function enough({ part, below, beside, height }: Block): number | undefined {
    if (part) {
      if (!idle.has(part.tile)) return undefined
      return Math.min(height, Math.ceil((idleHeightAt(part.tile, part.width * wide - gap) + gap) / high))
    }
    const parts = (below ?? beside ?? []).map(enough)
    if (parts.includes(undefined)) return undefined
    const rows = parts.filter((one) => one !== undefined)
    return below ? rows.reduce((sum, one) => sum + one, 0) : Math.max(...rows)
  }

  const hunger = ({ part, below, beside }: Block): number =>
    part
      ? idle.has(part.tile)
        ? 0
        : appetiteOf(part.tile)
      : Math.max(...(below ?? beside ?? []).map((one) => hunger(one)))

  /** Its parts from `row` on, `height` rows high. */
  function placed({ part, below, beside, ...before }: Block, row: number, height: number): Part[] {
    if (part) return [{ ...part, row, height }]
    if (beside) return beside.flatMap((one) => placed(one, row, height))
    const blocks = below ?? []
    const takes = blocks.map((one) => (enough(one) === undefined ? hunger(one) : 0))
    const all = takes.reduce((sum, one) => sum + one, 0)
    // Nobody has more to say: each stays as large as it was drawn.
    const least = blocks.map(
      (one) => (all > 0 || height < before.height ? enough(one) : undefined) ?? one.height,
    )
    const spare = height - least.reduce((sum, one) => sum + one, 0)
    const grows = all > 0 ? takes : blocks.map((_, at) => (at === blocks.length - 1 ? 1 : 0))
    const sum = grows.reduce((total, one) => total + one, 0)
    let [given, share, top] = [0, 0, row]
    return blocks.flatMap((one, at) => {
      share += grows[at] ?? 0
      const more = Math.round((spare * share) / sum) - given
      given += more
      const rows = (least[at] ?? one.height) + more
      const parts = placed(one, top, rows)
      top += rows
      return parts
    })
  }

  const parts = placed(block, block.row, block.height)
  return { ...scene, parts: scene.parts.map((part) => parts.find(({ tile }) => tile === part.tile) ?? part) }
}

/** Parts as blocks within blocks; undefined where no straight cuts part them, or they leave holes. */
function blockOf(parts: readonly Part[]): Block | undefined {
  const row = Math.min(...parts.map((part) => part.row))
  const height = Math.max(...parts.map((part) => part.row + part.height)) - row
  const [part] = parts
  if (part && parts.length === 1) return { row, height, part }
  for (const along of ['below', 'beside'] as const) {
    const groups = cut(parts, along)
    if (groups.length < 2) continue
    const blocks = groups.map(blockOf)
    if (blocks.includes(undefined)) return undefined
    const whole = blocks.filter((one) => one !== undefined)
    const full = along === 'below' || whole.every((one) => one.row === row && one.height === height)
    return full ? { row, height, [along]: whole } : undefined
  }
  return undefined
}

/** Parts in groups that a straight line parts, from the top or from the left. */
function cut(parts: readonly Part[], along: 'below' | 'beside'): Part[][] {
  const from = (part: Part) => (along === 'below' ? part.row : part.column)
  const size = (part: Part) => (along === 'below' ? part.height : part.width)
  const groups: Part[][] = []
  let end = -Infinity
  for (const part of parts.toSorted((a, b) => from(a) - from(b))) {
    if (from(part) >= end) groups.push([])
    groups.at(-1)?.push(part)
    end = Math.max(end, from(part) + size(part))
  }
  return groups
}
