import * as z from 'zod'
import { id, line } from './events/fields.ts'

const cell = z.int('must be a whole number of cells').min(1).max(60)
const until = z.iso.datetime({ offset: true, error: 'must be an RFC 3339 time with a zone' })
const hourPattern = /^([01]\d|2[0-3])[.:][0-5]\d$/
export const isHour = (text: string): boolean => hourPattern.test(text)
const hour = z.string().regex(hourPattern, 'must be a time of the day such as 07.30, not after 23.59')

/** A piece of a scene: the map, the clock, or a tile by its id, in cells of the scene's grid counted from 1. */
const part = z.object({
  tile: id,
  column: cell,
  row: cell,
  width: cell,
  height: cell,
  options: z.record(z.string(), z.json()).optional(),
})
export type Part = z.infer<typeof part>

/**
 * A layout of map and tiles on a grid of equal cells. `aspect`: the width over height it was drawn for, 16:9 where left
 * out. `spread`: one cell is one screen of a wall: the map spans several as one picture, a tile takes one whole.
 */
const scene = z
  .object({
    id,
    name: line,
    columns: cell,
    rows: cell,
    aspect: z.number().min(0.2).max(12).optional(),
    spread: z.boolean().optional(),
    parts: z.array(part).min(1, 'must hold one part or more').max(24),
  })
  .superRefine((given, context) => {
    given.parts.forEach((one, at) => {
      const wrong = wrongPart(given, one, at)
      if (wrong) context.addIssue({ code: 'custom', path: ['parts', at], message: wrong })
    })
  })
export type Scene = z.infer<typeof scene>

/** One after another on a wall, each for so long. */
const turn = z.object({ scene: id, seconds: z.int().min(5).max(86_400) })

/**
 * Shown every week on these days (0 Sunday to 6 Saturday; `working`: not on holidays) between two times of the site's
 * day; one that ends before it begins ends on the day after.
 */
const slot = z.object({
  scene: id,
  days: z.array(z.int().min(0).max(6)).min(1).max(7),
  from: hour,
  to: hour,
  working: z.boolean().optional(),
})
export type Slot = z.infer<typeof slot>

/** What changes the wall by itself: an open incident of this level or graver, or a legal status of emergency in force. */
const rule = z.object({ scene: id, level: z.int().min(1).max(3).optional(), status: id.optional() })
export type Rule = z.infer<typeof rule>

/** What a person sent: `screen` counts from 1 in reading order, 0 is all of them. */
const sent = z.object({ screen: z.int().min(0).max(144), scene: id, until })

/** Screens that belong together: `bezel` is the dark gap between two pictures in mm, `alert` the one screen that a rule may take. */
const wall = z
  .object({
    id,
    name: line,
    rows: z.int().min(1).max(12),
    columns: z.int().min(1).max(12),
    bezel: z.number().min(0).max(200).default(0),
    playlist: z.array(turn).min(1, 'must hold one scene or more').max(50),
    slots: z.array(slot).max(50).optional(),
    rules: z.array(rule).max(20).optional(),
    alert: z.int().min(1).max(144).optional(),
    hold: z.object({ scene: id, until }).optional(),
    sent: z.array(sent).max(200).optional(),
  })
  .refine(({ alert = 1, rows, columns }) => alert <= rows * columns, {
    path: ['alert'],
    message: 'the wall has no such screen',
  })
export type Wall = z.infer<typeof wall>

const differ = (list: { id: string }[]): boolean => new Set(list.map((one) => one.id)).size === list.length
const twice = 'an id stands there twice'

export const scenesSetting = z.array(scene).min(1).max(100).refine(differ, twice)
export const wallsSetting = z.array(wall).min(1).max(50).refine(differ, twice)

/** The most screens that a scene spread over a wall may count. */
export const screensOf = ({ rows, columns }: Pick<Wall, 'rows' | 'columns'>): number => rows * columns

const overlap = (a: Part, b: Part): boolean =>
  a.column < b.column + b.width &&
  b.column < a.column + a.width &&
  a.row < b.row + b.height &&
  b.row < a.row + a.height

/** What is wrong with one part among the others, in words; nothing when it may stand there. */
export function wrongPart(
  { columns, rows, spread, parts }: Pick<Scene, 'columns' | 'rows' | 'spread' | 'parts'>,
  one: Part,
  at: number,
): string | undefined {
  if (one.column + one.width - 1 > columns || one.row + one.height - 1 > rows)
    return 'reaches beyond the grid'
  const before = parts.slice(0, at)
  if (before.some(({ tile }) => tile === one.tile)) return `${one.tile} stands there twice`
  const other = before.find((earlier) => overlap(earlier, one))
  if (other) return `overlaps ${other.tile}`
  if (spread && one.tile !== 'map' && one.width * one.height > 1)
    return 'a tile takes one screen, not several'
  return undefined
}
