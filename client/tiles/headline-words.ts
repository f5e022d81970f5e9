import type { Status } from '../../shared/situation/items.ts'
import { count, decimal, lately, span } from '../format.ts'
import { m } from '../messages/index.ts'
import type { Site } from '../site.ts'
import type { PeopleFigure } from './headline.ts'

/** A title is a person's words; what institutions say of an earthquake stands beside it, the newest first. */
export function magnitudeWords(said: readonly { by: string; value: number }[]): string {
  const [newest, ...others] = said
  if (!newest) return ''
  const differing = others.filter(({ value }) => decimal(value) !== decimal(newest.value))
  const rest = differing.map(({ by, value }) => `${by} ${decimal(value)}`).join(', ')
  return m.magnitudes(decimal(newest.value), newest.by, rest)
}

/** A legal status and how long it still holds at `now`, ms UTC. */
export function statusWords({ stage, until }: Pick<Status, 'stage' | 'until'>, now: number): string {
  return `${m.status.stages[stage]} (${m.status.left(span(Math.max(0, Date.parse(until) - now)))})`
}

/** How old a figure of people is: 'per 5 Agu 21.40'. */
export const ageWords = ({ asOf }: Pick<PeopleFigure, 'asOf'>, now: number, site: Site): string =>
  m.asOf(lately(Date.parse(asOf), now, site))

/** How old a figure of people is and who said it: 'per 21.40 · BPBD', 'per 5 Agu 21.40 · 3 sumber'. */
export function saidWords(
  figure: Pick<PeopleFigure, 'asOf' | 'by'>,
  now: number,
  site: Site,
  nameOf: (id: string) => string,
): string {
  const { by } = figure
  const who = by.length > 2 ? m.byMany(count(by.length)) : by.map(nameOf).join(', ')
  return [ageWords(figure, now, site), who].filter(Boolean).join(' · ')
}
