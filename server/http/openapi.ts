import { accessPaths } from './openapi-access.ts'
import { adminPaths } from './openapi-admin.ts'
import { withCommonAnswers } from './openapi-common.ts'
import { mediaPaths } from './openapi-media.ts'
import { roomPaths } from './openapi-room.ts'
import { outboxRoutes } from './openapi-outbox.ts'
import { publishedPaths } from './openapi-published.ts'
import { ticketPaths } from './openapi-tickets.ts'
import { answer, content, path, query, ref, refusal, refusals, world, type Json } from './openapi-parts.ts'
import { schemas } from './openapi-schemas.ts'

function operations(): Json {
  const event = ref('CloudEvent')
  return {
    '/healthz': {
      get: {
        summary: 'Whether it lives',
        security: [],
        parameters: [world],
        responses: { 200: answer('{ status, version, fold, epoch, seq }') },
      },
    },
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
            ...content(event, 'application/cloudevents+json'),
            ...content({ type: 'array', items: event }, 'application/cloudevents-batch+json'),
            ...content(event),
          },
        },
        responses: {
          201: answer('Written down, durably', ref('Recorded')),
          200: answer('All were known', ref('Recorded')),
          400: refusal('Broken JSON'),
          ...refusals,
          409: refusal('Not possible now; `current` is what stands there'),
          413: refusal('Over 1 MB'),
          415: refusal('Another media type, charset or content encoding'),
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
        responses: {
          200: answer('{ epoch, after, next, events, head }: the next page is after `next`'),
          400: refusal('A wrong number'),
          ...refusals,
        },
      },
    },
    '/api/situation': {
      get: {
        summary: 'The situation now, or as it was known at a moment',
        parameters: [world, query('at', 'An RFC 3339 time')],
        responses: {
          200: answer('{ position, fold, digest, situation }'),
          400: refusal('Not a time'),
          ...refusals,
        },
      },
    },
    '/api/snapshot': {
      get: {
        summary:
          'A snapshot whose address the socket gave; in columns for who accepts application/vnd.ruang.columns+json',
        parameters: [
          world,
          query('audience', 'wall or staff: the caller’s own', 'string', true),
          query('epoch', 'The log', 'string', true),
          query('seq', 'Where it stands', 'integer', true),
        ],
        responses: {
          200: answer('The situation'),
          400: refusal('A wrong number'),
          ...refusals,
          410: refusal('No longer kept: ask again over the socket'),
        },
      },
    },
    '/api/vault/{reference}': {
      get: {
        summary: 'Read personal data; the reading is recorded',
        parameters: [world, path('reference'), query('reason', 'Why it is read', 'string', true)],
        responses: {
          200: answer('{ reference, fields }'),
          400: refusal('No reason'),
          ...refusals,
          404: refusal('No such record in this world'),
          410: refusal('Erased'),
        },
      },
      delete: {
        summary: 'Erase personal data for ever; the erasure is recorded',
        parameters: [world, path('reference'), query('reason', 'Why it is erased', 'string', true)],
        responses: {
          200: answer('{ reference, erased, before }'),
          400: refusal('No reason'),
          ...refusals,
          404: refusal('No such record in this world'),
          503: refusal('Not recorded, so not erased; or not wiped from the file yet'),
        },
      },
    },
    ...mediaPaths,
    ...adminPaths,
    ...ticketPaths,
    ...roomPaths,
    ...accessPaths(outboxRoutes),
    ...publishedPaths,
    '/api/quarantine': {
      get: {
        summary: 'What could not be understood',
        parameters: [
          world,
          query('limit', 'At most so many, 1 to 1,000', 'integer'),
          query('before', 'The number to read on from, downwards', 'integer'),
        ],
        responses: {
          200: answer('{ quarantine }: the newest first'),
          400: refusal('A wrong number'),
          ...refusals,
        },
      },
    },
    '/api/quarantine/{id}/retry': {
      post: {
        summary: 'Read it again, with the rights of whoever sent it',
        parameters: [world, path('id')],
        responses: {
          201: answer('Recorded', ref('Recorded')),
          200: answer('It was known', ref('Recorded')),
          400: refusal('Still broken JSON'),
          ...refusals,
          409: refusal('Not possible now: it stays in quarantine'),
          422: refusal('Still not understood: it stays in quarantine'),
        },
      },
    },
    '/api/guests': {
      get: {
        summary: 'Mode tamu: whether staff are given what displays are; setting.changed of guestMode says so',
        responses: { 200: answer('{ active, world }'), ...refusals },
      },
    },
  }
}

/** The OpenAPI 3.1 description of the server. */
export function openApi(version: string): Json {
  return {
    openapi: '3.1.0',
    info: { title: 'Ruang Pantau', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths: withCommonAnswers(operations()),
    components: { schemas: schemas(), securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
    security: [{ key: [] }],
  }
}
