import { mediaTypes } from '../media/kind.ts'
import { answer, path, refusal, refusals, world, type Json } from './openapi-parts.ts'

const bytes = { schema: { type: 'string', format: 'binary' } }
const picture = Object.fromEntries(mediaTypes.map((type) => [type, bytes]))
const form = { schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } } }
const sha256 = { ...path('sha256'), schema: { type: 'string', pattern: '^[0-9a-f]{64}$' } }
const reason = { name: 'reason', in: 'query', required: true, schema: { type: 'string', minLength: 3 } }
const kept = {
  type: 'object',
  required: ['sha256', 'type', 'bytes', 'original'],
  properties: {
    sha256: {
      type: 'string',
      description: 'Of the bytes that are given out: made anew, without EXIF and the like',
    },
    type: { enum: mediaTypes },
    bytes: { type: 'integer' },
    original: { type: 'string', description: 'The vault record of what was sent' },
  },
}

/** The routes of photos, as OpenAPI path items. */
export const mediaPaths: Json = {
  '/api/media': {
    post: {
      summary: 'Keep a photo; the wall shows it once a person has said media.released',
      parameters: [world],
      requestBody: { required: true, content: { ...picture, 'multipart/form-data': form } },
      responses: {
        201: answer('Kept', kept),
        400: refusal('A broken form'),
        ...refusals,
        413: refusal('Over 15 MB'),
        415: refusal('Neither JPEG nor PNG nor WebP'),
        422: refusal('A broken picture, or one of more than 51 million pixels'),
        503: refusal('Too many at once, or no room on the disk'),
      },
    },
  },
  '/api/media/{sha256}': {
    get: {
      summary: 'A photo: for staff, and for displays while it is released',
      parameters: [world, sha256],
      responses: {
        200: { description: 'The photo', content: picture },
        ...refusals,
        404: refusal('No such photo'),
      },
    },
  },
  '/api/media/{sha256}/original': {
    get: {
      summary: 'A photo as it was sent; the reading is recorded',
      parameters: [world, sha256, reason],
      responses: {
        200: { description: 'The bytes as they were sent', content: { 'application/octet-stream': bytes } },
        400: refusal('No reason'),
        ...refusals,
        404: refusal('No such photo'),
        410: refusal('Erased'),
      },
    },
  },
}
