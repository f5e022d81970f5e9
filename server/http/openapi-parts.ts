export type Json = Record<string, unknown>

export const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` })

/** A body of one media type. */
export const content = (schema: Json, type = 'application/json'): Json => ({ [type]: { schema } })

/** An answer, and the schema of its body where one is named. */
export const answer = (description: string, schema?: Json): Json => ({
  description,
  ...(schema && { content: content(schema) }),
})

/** An answer whose body is a JSON object that the description names the fields of. */
export const json = (description: string): Json => answer(description, { type: 'object' })

/** An answer of problem details (RFC 9457). */
export const refusal = (description: string): Json => ({
  description,
  content: content(ref('Problem'), 'application/problem+json'),
})

export const csv: Json = { description: 'The rows', content: content({ type: 'string' }, 'text/csv') }

export const query = (name: string, description: string, type = 'string', required = false): Json => ({
  name,
  in: 'query',
  required,
  description,
  schema: { type },
})

export const path = (name: string, description?: string): Json => ({
  name,
  in: 'path',
  required: true,
  ...(description !== undefined && { description }),
  schema: { type: 'string' },
})

/** The parameter of every route of a world. */
export const world = query('world', 'The world; left out: real, or the only one')

/** What every route may refuse that asks for a key or a session. */
export const refusals = {
  401: refusal('No key or session'),
  403: refusal('Not allowed'),
  404: refusal('No such world'),
  429: refusal('Too many: wait as long as Retry-After says'),
}
