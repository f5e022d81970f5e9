import { drafting } from './sitreps.ts'

/** The routes of situation reports. */
export const sitrepRoutes = {
  'post /api/sitreps': {
    summary: 'Draft a situation report from the log as it stands, or a draft anew',
    takes: drafting,
    answers: { 201: '{ id, number, seq }', 404: 'No such incident or report', 409: 'It is approved' },
  },
  'get /api/sitreps/{id}': {
    summary: 'A situation report in its parts',
    answers: { 200: '{ id, number, title, asOf, sections, texts, approved? }', 404: 'No such report' },
  },
  'get /api/sitreps/{id}/{kind}': {
    summary: 'The report as pdf (the sealed bytes once approved), csv, or txt for WhatsApp',
    answers: { 200: 'The file', 404: 'No such report' },
  },
  'post /api/sitreps/{id}/approve': {
    summary: 'Release a report with one’s own login: it is sealed and stays as it is',
    answers: {
      201: '{ code, sha256, seq }',
      404: 'No such report',
      409: 'Approved already, or drafted anew meanwhile',
    },
  },
}
