import { lifeReport } from '../../shared/life.ts'

/** The routes by which screens prove that they live. */
export const lifeRoutes = {
  'post /api/screen/life': {
    summary: 'A screen says that it lives, and how it fares',
    takes: lifeReport,
    answers: { 200: '{ picture }: whether an operator wants one', 404: 'Whoever asks is no paired screen' },
  },
  'put /api/screen/picture': {
    summary: 'A small picture of a screen, drawn by itself; image/webp, image/jpeg or image/png',
    answers: { 204: 'Done', 404: 'Whoever asks is no paired screen', 415: 'Another media type' },
  },
  'post /api/desk/present': {
    summary: 'A desk is open; how many operators sit at one',
    answers: { 200: '{ operators }: an operator who asks is counted for two and a half minutes' },
  },
  'post /api/screens/{id}/picture': {
    summary: 'Ask a screen for a picture of itself',
    answers: { 202: '{ wanted }', 404: 'No such screen' },
  },
  'get /api/screens/{id}/picture': {
    summary: 'The picture that a screen sent in the last ten minutes',
    answers: { 200: 'The picture', 404: 'It sent none' },
  },
}
