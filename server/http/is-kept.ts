import type { Context } from 'hono'
import type { Env } from './context.ts'

/** Whether the asker has what carries this tag (RFC 9110, section 13.1.2): weak ones count, nginx makes tags weak where it compresses. */
export function isKept(c: Context<Env>, etag: string): boolean {
  const tags = c.req.header('if-none-match')?.split(',') ?? []
  return tags.some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag)
}
