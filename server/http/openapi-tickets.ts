import { json, path, query, refusal, refusals, world, type Json } from './openapi-parts.ts'

const tooMany = { 429: refusals[429] }
const open: Json[] = []
const geoReport = 'https://wiki.open311.org/GeoReport_v2/'
const number = path('number', 'What the form answered')
const file = path('file', 'Its code, id or token, with .json or .xml')
const months = [
  query('by', 'agency, category, district or month'),
  query('from', 'The first month, YYYY-MM'),
  query('to', 'The last month, YYYY-MM'),
]
const wrongMonth = { 400: refusal('Not a month'), ...tooMany }
const both = (name: string, operations: Json): Json => ({
  [`/open311/v2/${name}.json`]: operations,
  [`/open311/v2/${name}.xml`]: operations,
})
const geo = (summary: string, parameters: Json[], more: Json = {}): Json => ({
  summary: `Open311: ${summary}`,
  security: open,
  externalDocs: { url: geoReport },
  parameters,
  responses: { 200: { description: 'The list' }, 400: { description: 'Errors' }, 404: { description: 'Errors' }, ...more }, // prettier-ignore
})

/** Complaints: the public's form, search, figures and Open311, as OpenAPI path items. */
export const ticketPaths: Json = {
  '/api/lapor': {
    get: {
      summary: 'What the public form needs: categories, and a sum to do',
      security: open,
      parameters: [world],
      responses: { 200: json('{ challenge, bits, categories, site, mostPhotos }'), ...tooMany },
    },
    post: {
      summary: 'Report; the same id again is answered with the first number',
      security: open,
      parameters: [world],
      requestBody: { required: true, content: { 'application/json': { schema: { type: 'object' } } } },
      responses: {
        201: json('{ number, received }'),
        200: json('It was known'),
        400: refusal('Broken JSON'),
        413: refusal('Over 60 kB'),
        422: refusal('`errors` names each field'),
        ...tooMany,
      },
    },
  },
  '/api/lapor/photo': {
    post: {
      summary: 'A photo for a report',
      security: open,
      parameters: [world, query('challenge', 'From GET /api/lapor'), query('nonce', 'The answer to it')],
      responses: {
        201: json('{ sha256 }'),
        413: refusal('Over 5 MB'),
        415: refusal('Neither JPEG nor PNG nor WebP'),
        422: refusal('A broken picture, or a wrong answer'),
        ...tooMany,
      },
    },
  },
  '/api/lapor/{number}': {
    get: {
      summary: 'The steps of a report, never its person',
      security: open,
      parameters: [world, number],
      responses: { 200: json('{ number, status, steps, … }'), 404: refusal('No such number'), ...tooMany },
    },
  },
  '/api/lapor/{number}/{sha256}': {
    get: {
      summary: 'A photo of an answer',
      security: open,
      parameters: [world, number, path('sha256', 'Its SHA-256')],
      responses: { 200: { description: 'The photo' }, 404: refusal('No such photo'), ...tooMany },
    },
  },
  '/api/tickets': {
    get: {
      summary: 'Search complaints, the newest first; order=due: the open ones by deadline, on from `after`',
      parameters: [
        world,
        query('q', 'Words, whole or begun'),
        ...[
          'agency',
          'status',
          'class',
          'category',
          'district',
          'from',
          'to',
          'open',
          'limit',
          'before',
          'overdue',
          'order',
          'after',
        ].map((name) => query(name, name)),
      ],
      responses: { 200: json('{ tickets, next }'), 400: refusal('A wrong number'), ...refusals },
    },
  },
  '/api/tickets/{id}': {
    get: {
      summary: 'A complaint with its steps, who took them and why',
      parameters: [world, path('id', 'The complaint')],
      responses: { 200: json('{ item, steps, … }'), ...refusals, 404: refusal('No such complaint') },
    },
  },
  '/api/proposals': {
    get: {
      summary: 'Hot spots, road complaints at late contracts, and complaints that repeat an older one',
      parameters: [world],
      responses: { 200: json('{ hotSpots, roads, repeats }'), ...refusals },
    },
  },
  '/api/lapor/near': {
    get: {
      summary: 'Open complaints of a category near a point: has it been told already?',
      security: open,
      parameters: [world, query('category', 'Its code'), query('point', 'LONGITUDE,LATITUDE')],
      responses: { 200: json('{ near: [{ title, opened, metres }] }'), 400: refusal('No point'), ...tooMany },
    },
  },
  '/api/statistics/agencies': {
    get: {
      summary:
        'The agencies by how long overdue complaints have waited, with their share in time and its trend',
      parameters: [world],
      responses: { 200: json('{ agencies }'), ...refusals },
    },
  },
  '/api/statistics/dictionary.csv': {
    get: {
      summary: 'What the columns of the figures mean',
      security: open,
      responses: { 200: { description: 'CSV with column, unit and meaning' } },
    },
  },
  '/api/statistics/tickets': {
    get: {
      summary: 'Figures of complaints for everybody',
      security: open,
      parameters: [world, ...months],
      responses: { 200: json('{ by, from, to, rows }'), ...wrongMonth },
    },
  },
  '/api/statistics/tickets.csv': {
    get: {
      summary: 'The same as CSV',
      security: open,
      parameters: [world, ...months],
      responses: { 200: { description: 'CSV' }, ...wrongMonth },
    },
  },
  ...both('services', { get: geo('what may be reported', []) }),
  '/open311/v2/services/{file}': { get: geo('what a service asks for', [file]) },
  ...both('requests', {
    get: geo('what was reported', ['service_request_id', 'service_code', 'start_date', 'end_date', 'status'].map((name) => query(name, name))), // prettier-ignore
    post: geo('report', [], { 201: { description: 'Taken' }, 403: { description: 'A wrong api_key' } }),
  }),
  '/open311/v2/requests/{file}': { get: geo('one report', [file]) },
  '/open311/v2/tokens/{file}': { get: geo('the id of a token', [file]) },
}
