import type { Position } from '../../shared/events/geometry.ts'
import { readFigure } from '../../shared/figure.ts'
import { readDay } from '../../shared/written-day.ts'
import { positionIn } from '../desk/places.ts'
import { m } from '../messages/index.ts'

/** One field of a form of /kelola: what it asks for, and how what is written there is read. */
export interface FormField {
  name: string
  label: string
  /** `figure` and `day` are read as officials write them; `long`: a text of several lines; `place`: coordinates, also by a map. */
  kind: 'text' | 'long' | 'figure' | 'day' | 'choice' | 'place'
  required?: boolean
  hint?: string
  /** Of a figure: 'Rp' is counted whole. */
  unit?: string | undefined
  /** Of a place: the regency whose map is shown. */
  region?: string
  options?: { value: string; text: string }[]
}

export type Written = Record<string, string>
export type Answers = Record<string, string | number>

const figures = new Intl.NumberFormat('id-ID', { maximumFractionDigits: 6 })
export const writtenFigure = (value: number | undefined): string =>
  value === undefined ? '' : figures.format(value).replaceAll('.', '')

/** What one field says; nothing where it was left empty; or, for the person who wrote it, what is wrong. */
function answerOf(field: FormField, text: string): { value?: string | number } | { wrong: string } {
  const { kind, required, unit } = field
  if (text === '') return required ? { wrong: m.manage.missing } : {}
  if (kind === 'figure') {
    const read = readFigure(text, 'id', unit ?? '')
    if ('reason' in read) {
      const [one = 0, other = 0] = read.readings ?? []
      return {
        wrong: read.readings
          ? m.manage.twoWays(figures.format(one), figures.format(other))
          : m.performance.unreadable,
      }
    }
    return read.value === null ? {} : { value: read.value }
  }
  if (kind === 'day') {
    const read = readDay(text)
    if ('reason' in read) return { wrong: m.performance.noDay }
    return read.day === null ? {} : { value: read.day }
  }
  if (kind === 'place' && !positionIn(text)) return { wrong: m.manage.noPlace }
  return { value: text }
}

/** A form's answers by field, and what is wrong by field: nothing is sent while there is any. */
export function readForm(fields: FormField[], written: Written): { answers: Answers; wrong: Written } {
  const answers: Answers = {}
  const wrong: Written = {}
  for (const field of fields) {
    const answer = answerOf(field, (written[field.name] ?? '').trim())
    if ('wrong' in answer) wrong[field.name] = answer.wrong
    else if (answer.value !== undefined) answers[field.name] = answer.value
  }
  return { answers, wrong }
}

/** The point that a `place` names, as GeoJSON. */
export function pointOf(
  place: string | number | undefined,
): { type: 'Point'; coordinates: Position } | undefined {
  const coordinates = place === undefined ? undefined : positionIn(String(place))
  return coordinates && { type: 'Point', coordinates }
}

/** The lines of a long text, each split at its semicolons: 'Fondasi; 30 Juni 2026'. */
export function linesOf(text: string | number | undefined): string[][] {
  return String(text ?? '')
    .split('\n')
    .map((line) => line.split(';').map((part) => part.trim()))
    .filter(([first]) => first)
}
