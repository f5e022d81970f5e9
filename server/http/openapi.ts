import * as z from 'zod'
import { envelope } from '../../shared/events/envelope.ts'
import { eventData } from '../../shared/events/types.ts'

type Json = Record<string, unknown>

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

const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` })
const json = (schema: Json, type = 'application/json'): Json => ({ [type]: { schema } })
const answer = (description: string, schema?: Json): Json => ({
  description,
  ...(schema && { content: json(schema) }),
})
const refusal = (description: string): Json => ({
  description,
  content: json(ref('Problem'), 'application/problem+json'),
})
const query = (name: string, description: string, type = 'string', required = false): Json => ({
  name,
  in: 'query',
  required,
  description,
  schema: { type },
})
const path = (name: string): Json => ({ name, in: 'path', required: true, schema: { type: 'string' } })
const world = query('world', 'The world; left out: real, or the only one')

const nameOf = (type: string): string => `data.${type}`

/** The JSON Schema of each type's data and of the events, made from the schemas that validate. */
function schemas(): Json {
  const made: Json = { Problem: problemDetails }
  for (const [type, schema] of Object.entries(eventData)) {
    made[nameOf(type)] = z.toJSONSchema(schema, {
      io: 'input',
      unrepresentable: 'any',
      target: 'draft-2020-12',
    })
  }
  made.CloudEvent = {
    ...z.toJSONSchema(envelope, { io: 'input', unrepresentable: 'any', target: 'draft-2020-12' }),
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

const refusals = { 401: refusal('No key or session'), 403: refusal('Not allowed') }

function operations(): Json {
  const event = ref('CloudEvent')
  return {
    '/healthz': { get: { summary: 'Whether it lives', security: [], responses: { 200: answer('Alive') } } },
    '/readyz': {
      get: {
        summary: 'Whether it takes in',
        security: [],
        responses: { 200: answer('Ready'), 503: refusal('Not ready') },
      },
    },
    '/metrics': {
      get: {
        summary: 'Figures for Prometheus',
        responses: { 200: answer('Prometheus text'), 401: refusals[401] },
      },
    },
    '/api/events': {
      post: {
        summary: 'Tell what happened',
        parameters: [world],
        requestBody: {
          required: true,
          content: {
            ...json(event, 'application/cloudevents+json'),
            ...json({ type: 'array', items: event }, 'application/cloudevents-batch+json'),
            ...json(event),
          },
        },
        responses: {
          201: answer('Written down, durably', ref('Recorded')),
          200: answer('All were known', ref('Recorded')),
          400: refusal('Broken JSON'),
          ...refusals,
          409: refusal('Not possible now; `current` is what stands there'),
          413: refusal('Over 1 MB'),
          415: refusal('Another media type'),
          422: refusal('Not understood; `errors` names each field'),
          503: refusal('Cannot be written down now: nothing was recorded'),
        },
      },
      get: {
        summary: 'Read the log',
        parameters: [
          world,
          query('after', 'The seq to read on from', 'integer'),
          query('limit', 'At most so many, 1 to 1,000', 'integer'),
        ],
        responses: { 200: answer('{ epoch, after, events, head }'), ...refusals },
      },
    },
    '/api/situation': {
      get: {
        summary: 'The situation now, or as it was known at a moment',
        parameters: [world, query('at', 'An RFC 3339 time')],
        responses: { 200: answer('{ position, fold, digest, situation }'), ...refusals },
      },
    },
    '/api/vault/{reference}': {
      get: {
        summary: 'Read personal data; the reading is recorded',
        parameters: [world, path('reference'), query('reason', 'Why it is read', 'string', true)],
        responses: {
          200: answer('{ reference, fields }'),
          ...refusals,
          404: refusal('No such record'),
          410: refusal('Erased'),
        },
      },
    },
    '/api/quarantine': {
      get: {
        summary: 'What could not be understood',
        parameters: [world],
        responses: { 200: answer('{ quarantine }'), ...refusals },
      },
    },
    '/api/quarantine/{id}/retry': {
      post: {
        summary: 'Read it again',
        parameters: [world, path('id')],
        responses: { 201: answer('Recorded', ref('Recorded')), ...refusals },
      },
    },
    '/api/worlds': {
      get: { summary: 'The worlds', responses: { 200: answer('{ worlds }'), ...refusals } },
      post: {
        summary: 'Start an exercise',
        responses: { 201: answer('Started'), ...refusals, 422: refusal('Not understood') },
      },
    },
  }
}

/** The OpenAPI 3.1 description of the server. */
export function openApi(version: string): Json {
  return {
    openapi: '3.1.0',
    info: { title: 'Ruang Pantau', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths: operations(),
    components: { schemas: schemas(), securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
    security: [{ key: [] }],
  }
}
