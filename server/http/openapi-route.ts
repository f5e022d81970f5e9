import type * as z from 'zod'

/** What the description of the interface says of a route: its answers by status. */
export interface Route {
  summary: string
  answers: Record<number, string>
  takes?: z.ZodType
  /** It asks for no key and no session. */
  open?: true
}
