import * as z from 'zod'

/** What a map shows besides what it always shows: options of a scene's map, or a page's own wish. */
const Shows = z.object({
  /** An indicator's id: its values colour the districts, or the villages where it knows those. */
  indicator: z.string().optional().catch(undefined),
  /** Layers that are off unless somebody asks, by id. */
  layers: z.array(z.string()).optional().catch(undefined),
  /** The heat of complaints of this category alone. */
  category: z.string().optional().catch(undefined),
})
export type Shows = z.infer<typeof Shows>

/** What the options of a scene's part ask of the map; what is not understood is not shown. */
export const showsOf = (options: unknown): Shows => Shows.safeParse(options).data ?? {}
