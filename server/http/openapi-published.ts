type Json = Record<string, unknown>

const file = (summary: string, type: string, refusals: Json, more: Json = {}): Json => ({
  get: {
    summary,
    security: [],
    ...more,
    responses: {
      200: { description: 'As the wall shows it', content: { [type]: { schema: { type: 'string' } } } },
      304: { description: 'The same as If-None-Match names' },
      404: refusals[404],
      429: refusals[429],
    },
  },
})

/** The routes of what everybody may have, as OpenAPI path items. */
export const publishedPaths = (refusals: Json, world: Json): Json => ({
  '/api/cap/{file}': file(
    'ID.xml: an incident or warning of our own as a CAP 1.2 message',
    'application/cap+xml',
    refusals,
    {
      parameters: [world, { name: 'file', in: 'path', required: true, schema: { type: 'string' } }],
    },
  ),
  '/api/atom.xml': file(
    'Our own incidents and warnings as an Atom feed of CAP',
    'application/atom+xml',
    refusals,
    {
      parameters: [world],
    },
  ),
  '/api/public.geojson': file('Everything public that has a place', 'application/geo+json', refusals, {
    parameters: [world],
  }),
})
