import { Hono } from 'hono'
import { archiveDue } from '../upkeep/retention.ts'
import { allow, type Env } from './context.ts'

/** What is due leaves the log for archive files at once; by itself it does so every hour. */
export const retention = new Hono<Env>().post('/api/archive', allow(), async (c) =>
  c.json({ files: await archiveDue(c.var.world) }),
)
