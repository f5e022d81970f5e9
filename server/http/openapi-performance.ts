import { lookedForm } from './changes.ts'
import { signing } from './seals.ts'

/** The routes of the executive's page and of sealing. */
export const performanceRoutes = {
  'get /api/changes': {
    summary: 'What changed since the caller last looked, the weightiest first',
    answers: {
      200: '{ changes: [{ subject, type, title, time, seq, times, level, agency }], events, unread, since, position }',
    },
  },
  'post /api/me/looked': {
    summary: 'The caller has seen everything up to this position',
    takes: lookedForm,
    answers: { 204: 'Done' },
  },
  'post /api/uplinks': {
    summary:
      'What a gauge sends: an uplink of The Things Stack (its webhooks post it), or { device, time, latitude?, longitude?, tma_cm }',
    answers: {
      201: '{ recorded, known, refused }',
      200: 'It was known already',
      422: 'Not understood: kept in quarantine, the wrong field is named',
    },
  },
  'post /api/imports/{kind}': {
    summary:
      'A sheet (CSV, XLSX, HXL) of plan, projects, indicators or tickets, as `ruang import` reads it: the body is the file, up to 15 MB; ?dryRun=1 tries it',
    answers: {
      200: '{ rows, statements, refused: [{ line, reason, code?, given?, errors? }], mapping, recorded?, known?, notTaken? }',
      404: 'No such kind of sheet',
      413: 'Over 15 MB',
      422: 'Not a sheet, or rows were refused and ?skipRefused=1 was not said: nothing was imported',
    },
  },
  'post /api/commitments/{id}/seals': {
    summary: 'Sign a drafted commitment in one of its places, with one’s own login',
    takes: signing,
    answers: {
      201: 'The seal: { code, sha256, signature … }',
      404: 'No such commitment or place',
      409: 'Signed already',
    },
  },
  'get /api/seals/{code}': {
    open: true as const,
    summary: 'What a seal stands under: hash, signer, time, and whether the signature holds',
    answers: {
      200: '{ code, title, sha256, sealed, signer, key, publicKey, signature, valid }',
      404: 'No such seal',
    },
  },
  'get /api/seals/{code}/document': {
    summary: 'The sealed text, where it is one',
    answers: { 200: 'The text', 404: 'No such seal, or it stands under a file' },
  },
  'post /api/seals/{code}/check': {
    open: true as const,
    summary: 'Whether a file is what was sealed: the body is the file, up to 15 MB',
    answers: { 200: '{ verdict: asli | berubah, sha256 }', 404: 'No such seal', 413: 'Over 15 MB' },
  },
}
