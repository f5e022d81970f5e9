import * as z from 'zod'

const wall = z.object({ id: z.string(), name: z.string(), rows: z.int(), columns: z.int() })
const screen = z.object({
  id: z.string(),
  name: z.string(),
  wall: z.string().nullish(),
  number: z.int().nullish(),
})
const answer = z.object({ walls: z.array(wall), screens: z.array(screen) })

/** The walls that there are, and which of their places have a screen. */
export type Room = z.infer<typeof answer>

/** What GET /api/screens says of walls and their places; nothing where that cannot be read. */
export const roomOf = (body: unknown): Room => answer.safeParse(body).data ?? { walls: [], screens: [] }
