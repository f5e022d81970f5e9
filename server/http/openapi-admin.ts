import { answer, content, csv, json, query, refusal, refusals, world, type Json } from './openapi-parts.ts'

const filters = [
  query('actor', 'A whole actor (operator:p_…), a role, or a reference'),
  query('type', 'An event type, or its noun: vault'),
  query('subject', 'The id of the thing'),
  query('from', 'From this day of the site, or RFC 3339 time, on'),
  query('to', 'Up to and with this day, or before this RFC 3339 time'),
]
const file = {
  type: 'object',
  required: ['format', 'version', 'settings'],
  properties: {
    format: { const: 'ruang-pantau-configuration' },
    version: { const: 1 },
    settings: { type: 'object' },
    sources: { type: 'array' },
    people: { type: 'array' },
    keys: { type: 'array' },
    screens: { type: 'array' },
  },
}

/** What administrators do, as OpenAPI path items. */
export const adminPaths: Json = {
  '/api/audit': {
    get: {
      summary: 'Who did what, newest first',
      parameters: [
        world,
        ...filters,
        query('before', 'The seq to read on from, downwards', 'integer'),
        query('limit', 'At most so many, 1 to 1,000', 'integer'),
      ],
      responses: {
        200: json('{ audit: [{ seq, recorded, actor, who, type, subject, about, summary }], next }'),
        400: refusal('A wrong filter or number'),
        ...refusals,
      },
    },
  },
  '/api/audit.csv': {
    get: {
      summary: 'The same as CSV (RFC 4180); the export is recorded',
      description: 'Columns: seq, recorded, actor, who, type, subject, details (field=value; …). UTF-8.',
      parameters: [world, ...filters],
      responses: {
        200: csv,
        400: refusal('A wrong filter'),
        ...refusals,
      },
    },
  },
  '/api/settings': {
    get: {
      summary: 'The settings and sources as they stand',
      parameters: [world],
      responses: { 200: json('{ seq, now, settings, sources }'), ...refusals },
    },
  },
  '/api/archive': {
    post: {
      summary: 'Move what is due by the setting `retention` to archive files now, not at the next hour',
      parameters: [world],
      responses: { 200: json('{ files }: what the log notes of each'), ...refusals },
    },
  },
  '/api/configuration': {
    get: {
      summary: 'The configuration as one file, without any secret; the export is recorded',
      parameters: [world],
      responses: { 200: answer('The file', file), ...refusals },
    },
    put: {
      summary: 'Take over the settings of such a file; nothing else is taken over',
      parameters: [
        world,
        query('dryRun', '1: say what would change, and change nothing', 'integer'),
        query('basis', 'The seq that a dry run answered: what changed since is refused', 'integer'),
      ],
      requestBody: { required: true, content: content(file) },
      responses: {
        200: json(
          '{ dryRun, basis, changes: [{ field, before, after }], kept, notImported, applied, refused }',
        ),
        400: refusal('Broken JSON'),
        ...refusals,
        409: refusal('All of it was changed since'),
        413: refusal('Over 1 MB'),
        422: refusal('Not understood; `errors` names each field'),
      },
    },
  },
}
