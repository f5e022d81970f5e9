import { csv, json, path, query, refusal, refusals, world, type Json } from './openapi-parts.ts'

const period = [
  query('subject', 'The id of a thing: all that was said of it, of its tasks and of what was merged into it'),
  query('from', 'Recorded from this day of the site, or RFC 3339 time, on'),
  query('to', 'Up to and with this day, or before this RFC 3339 time'),
]

/** Journal, timeline and exercises as OpenAPI path items. */
export const roomPaths: Json = {
  '/api/world': {
    get: {
      summary: 'Which world this is: real, or an exercise that pages mark as GLADI',
      security: [],
      parameters: [world],
      responses: { 200: json('{ name, kind, title, site }'), 404: refusal('No such world') },
    },
  },
  '/api/worlds': {
    get: { summary: 'The worlds', responses: { 200: json('{ worlds }'), ...refusals } },
    post: {
      summary: 'Start an exercise',
      responses: {
        201: json('Started'),
        ...refusals,
        409: refusal('There is one of that name: `again: true` starts it anew, empty'),
        422: refusal('Not understood'),
      },
    },
  },
  '/api/journal': {
    get: {
      summary: 'What was said of up to 20 things and by whom, in order',
      parameters: [world, query('subject', 'The id of a thing; may be given again')],
      responses: {
        200: json('{ epoch, journal: [event with `who`, the name as it stands now] }'),
        400: refusal('No subject'),
        ...refusals,
      },
    },
  },
  '/api/timeline.csv': {
    get: {
      summary: 'The events of a thing or a period as CSV (RFC 4180); the export is recorded',
      description: 'Columns: seq, recorded, time, type, subject, region, actor, who, data (JSON). UTF-8.',
      parameters: [world, ...period],
      responses: {
        200: csv,
        400: refusal('Neither a subject nor a period'),
        ...refusals,
      },
    },
  },
  '/api/timeline.json': {
    get: {
      summary: 'The same as JSON; the export is recorded',
      parameters: [world, ...period],
      responses: {
        200: json('{ timeline: [event with `who`] }'),
        400: refusal('Neither a subject nor a period'),
        ...refusals,
      },
    },
  },
  '/api/exercises/{id}/start': {
    post: {
      summary: 'Start a planned exercise as a world of its own that is called as the exercise',
      parameters: [world, path('id')],
      responses: {
        201: json('{ world }'),
        ...refusals,
        409: refusal('Not planned, or there is such a world'),
      },
    },
  },
  '/api/exercises/{id}/end': {
    post: {
      summary: 'End an exercise: nothing more is injected, its world stays to be looked at',
      parameters: [world, path('id')],
      responses: { 200: json('{ world }'), ...refusals, 409: refusal('Not started') },
    },
  },
}
