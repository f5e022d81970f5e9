import * as z from 'zod'
import { reportTexts } from '../../shared/events/sitrep.ts'

/** What GET /api/sitreps/ID answers, as far as the page shows it. */
export const shownReport = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  asOfText: z.string(),
  seq: z.number(),
  texts: reportTexts,
  approved: z
    .object({ code: z.string(), signer: z.object({ name: z.string(), role: z.string() }) })
    .optional(),
  sections: z.array(
    z.object({
      title: z.string(),
      lines: z.array(z.string()),
      empty: z.string(),
      tables: z.array(
        z.object({
          heading: z.string().optional(),
          columns: z.array(z.object({ title: z.string(), width: z.number(), right: z.boolean().optional() })),
          rows: z.array(z.array(z.string())),
        }),
      ),
    }),
  ),
})
export type ShownReport = z.infer<typeof shownReport>
