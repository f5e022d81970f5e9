import { content, path, refusals, world, type Json } from './openapi-parts.ts'

const file = (summary: string, type: string, parameters = [world]): Json => ({
  get: {
    summary,
    security: [],
    parameters,
    responses: {
      200: { description: 'As the wall shows it', content: content({ type: 'string' }, type) },
      304: { description: 'The same as If-None-Match names' },
      404: refusals[404],
      429: refusals[429],
    },
  },
})

/** The routes of what everybody may have, as OpenAPI path items. */
export const publishedPaths: Json = {
  '/api/cap/{file}': file(
    'ID.xml: an incident or warning of our own as a CAP 1.2 message',
    'application/cap+xml',
    [world, path('file')],
  ),
  '/api/atom.xml': file('Our own incidents and warnings as an Atom feed of CAP', 'application/atom+xml'),
  '/api/public.geojson': file('Everything public that has a place', 'application/geo+json'),
}
