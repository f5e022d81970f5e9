import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { lifeReport } from '../../shared/life.ts'
import type { Word } from './life.ts'

const channel = 'ruang_fleet'
const screen = z.string().max(100)
const heard = z.object({
  node: z.string(),
  word: z.union([
    z.object({ operator: z.string().max(100) }),
    z.object({ screen, wanted: z.literal(true) }),
    z.object({ screen, report: lifeReport, head: z.number().optional() }),
  ]),
})

/** Carries words about screens and desks between the nodes on one database: a screen speaks to one of them, the desk asks another. */
export async function gossip(databaseUrl: string | undefined, hear: (word: Word) => void) {
  if (!databaseUrl) return { tell: () => undefined, stop: async () => undefined }
  const { saying } = await import('../log/postgres-say.ts')
  const node = randomUUID()
  const { say, stop } = saying(databaseUrl, channel, (text) => {
    const read = heard.safeParse(parsed(text))
    if (read.success && read.data.node !== node) hear(read.data.word as Word)
  })
  return { tell: (word: Word) => say(JSON.stringify({ node, word })), stop }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
