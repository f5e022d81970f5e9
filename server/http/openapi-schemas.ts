import * as z from 'zod'
import { envelope } from '../../shared/events/envelope.ts'
import { eventData } from '../../shared/events/types.ts'
import { ref, type Json } from './openapi-parts.ts'

const problemDetails: Json = {
  type: 'object',
  description: 'RFC 9457 problem details',
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    errors: {
      type: 'array',
      items: { type: 'object', properties: { field: { type: 'string' }, detail: { type: 'string' } } },
    },
  },
  required: ['type', 'title', 'status', 'detail'],
}

/** What a schema takes, as JSON Schema; what it refers to within itself is found from the whole document too. */
function jsonSchema(schema: z.ZodType, name: string): Json {
  const made = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', target: 'draft-2020-12' })
  const text = JSON.stringify(made).replaceAll('"#/$defs/', `"#/components/schemas/${name}/$defs/`)
  return JSON.parse(text) as Json
}

const nameOf = (type: string): string => `data.${type}`

/** The JSON Schema of each type's data and of the events, made from the schemas that validate. */
export function schemas(): Json {
  const made: Json = { Problem: problemDetails }
  for (const [type, schema] of Object.entries(eventData)) {
    made[nameOf(type)] = jsonSchema(schema, nameOf(type))
  }
  made.CloudEvent = {
    ...jsonSchema(envelope, 'CloudEvent'),
    description: 'A CloudEvents 1.0 event; `data` is as its type says',
    allOf: Object.keys(eventData).map((type) => ({
      if: { properties: { type: { const: type } } },
      then: { properties: { data: ref(nameOf(type)) } },
    })),
  }
  made.Recorded = {
    type: 'object',
    properties: {
      recorded: { type: 'array', items: ref('IdSeq') },
      known: { type: 'array', items: ref('IdSeq') },
      refused: {
        type: 'array',
        items: { type: 'object', properties: { id: { type: 'string' }, problem: ref('Problem') } },
      },
    },
  }
  made.IdSeq = { type: 'object', properties: { id: { type: 'string' }, seq: { type: 'integer' } } }
  return made
}
