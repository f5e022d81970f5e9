import type { Context, MiddlewareHandler } from 'hono'
import * as z from 'zod'
import { fieldErrors, problem, Refusal } from '../../shared/events/problem.ts'
import { parseJson, readBody, textOf } from './body.ts'
import { askerOf, type Env } from './context.ts'

/** Says that a route asks for no key and no session. A browser's write must still come from a page of this server. */
export function anyone(): MiddlewareHandler<Env> {
  return async (c, next) => {
    const writes = c.req.method !== 'GET' && c.req.method !== 'HEAD'
    if (writes && !c.var.server.doors.originAllowed(askerOf(c).headers))
      throw new Refusal(problem(403, 'Not allowed', 'this must come from a page of this server'))
    c.header('Cache-Control', 'no-store')
    await next()
  }
}

/** Forms and requests of people are short. */
const limit = 10_000

/** Which texts no store can keep: PostgreSQL takes neither NUL nor half a character, and would stop at them again and again. */
function unwritableIn(value: unknown, path: string[] = []): { field: string; detail: string }[] {
  if (typeof value === 'string')
    return /[\0\p{Cs}]/u.test(value)
      ? [{ field: path.join('.'), detail: 'must not contain NUL or half characters' }]
      : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) => unwritableIn(part, [...path, name]))
}

/** The body, JSON or a form, as the schema reads it; 422 that names the fields otherwise. What the schema does not name is refused. */
export async function formOf<T extends z.ZodRawShape>(
  c: Context<Env>,
  schema: z.ZodObject<T>,
): Promise<z.infer<z.ZodObject<T>>> {
  const text = textOf(await readBody(c, limit))
  const isForm = c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded')
  const given = isForm ? Object.fromEntries(new URLSearchParams(text)) : parseJson(text)
  const read = schema.strict().safeParse(given)
  const errors = read.success ? unwritableIn(read.data) : fieldErrors(read.error)
  if (read.success && errors.length === 0) return read.data as z.infer<z.ZodObject<T>>
  throw new Refusal(
    problem(422, 'Not understood', 'some fields are wrong, missing or not taken here', { errors }),
  )
}
