import { freshness, type Freshness } from '../../shared/freshness.ts'
import type { Source } from '../../shared/situation/items.ts'
import type { Situation } from '../../shared/situation/situation.ts'
import type { Standing } from '../clock.ts'
import { ago, lately, moment } from '../format.ts'
import { m } from '../messages/index.ts'
import { siteOf, type Site } from '../site.ts'

/** What a tile says of its own age: whose figures, how old, and whether they may have been overtaken. */
export interface Stamp {
  text: string
  /** 'per 06.10', when what is shown may no longer hold. */
  asOf?: string
  old: boolean
}

const gravity: Record<Freshness, number> = { fresh: 0, never: 1, late: 2, silent: 3, failed: 4 }

/** The declared sources whose id is, or begins with, one of `names`. */
export function sourcesNamed(situation: Situation, names: readonly string[]): Source[] {
  return [...situation.source.values()].filter(({ id }) =>
    names.some((name) => id === name || id.startsWith(`${name}-`)),
  )
}

/** What a source is called on screen. */
export function sourceTitle(source: Source): string {
  return source.title ?? source.id
}

/** Whether the sources can be relied on: there is one, and every one that was ever heard is fresh. */
function allFresh(sources: readonly Source[], now: number): boolean {
  const states = sources.map((source) => freshness(source, now).state)
  return states.includes('fresh') && states.every((state) => state === 'fresh' || state === 'never')
}

/** That nothing new can come, where nothing was heard; a past moment was heard whole. */
export function notLinked(link: Standing, now: number, site: Site): string | undefined {
  return link === 'live' || link === 'past' ? undefined : m.reasonNoLink(moment(now, now, site))
}

/** Why an empty list must not be read as calm; undefined when it may be. */
export function notKnown(
  situation: Situation,
  names: readonly string[],
  now: number,
  link: Standing,
): string | undefined {
  const site = siteOf(situation)
  const cut = notLinked(link, now, site)
  if (cut) return cut
  const sources = sourcesNamed(situation, names)
  if (allFresh(sources, now)) return undefined
  const worst = gravest(sources, now)
  if (!worst) return m.reasonNoSource
  return m.reasonSource(sourceTitle(worst), m.freshness[freshness(worst, now).state])
}

function gravest(sources: readonly Source[], now: number): Source | undefined {
  const grade = (source: Source) => gravity[freshness(source, now).state]
  return sources.reduce<Source | undefined>(
    (worst, source) => (!worst || grade(source) > grade(worst) ? source : worst),
    undefined,
  )
}

/** The stamp of a tile that rests on the sources `names`, at the world's `now`. */
export function stampOf(
  situation: Situation,
  names: readonly string[] | undefined,
  now: number,
  link: Standing,
): Stamp {
  const site = siteOf(situation)
  const cut = link === 'live' ? undefined : m.asOf(moment(now, now, site))
  const sources = names ? sourcesNamed(situation, names) : []
  const worst = gravest(sources, now)
  const stale = worst !== undefined && gravity[freshness(worst, now).state] > gravity.never
  if (worst && stale) {
    const at = Date.parse(worst.asOf ?? worst.heard ?? '')
    const held = Number.isNaN(at) ? undefined : m.asOf(lately(at, now, site))
    const text = `${sourceTitle(worst)} ${m.freshness[freshness(worst, now).state]}`
    return { text, asOf: held ?? cut, old: true }
  }
  return { text: names ? heardText(sources, now, cut === undefined) : '', asOf: cut, old: cut !== undefined }
}

/** 'BPBD · 2 menit lalu', of the source heard last; on a clock that stands still the owner alone. */
function heardText(sources: readonly Source[], now: number, moving: boolean): string {
  const heard = sources
    .filter((source) => source.heard)
    .sort((a, b) => ((a.heard ?? '') < (b.heard ?? '') ? 1 : -1))
  const [last] = heard
  if (!last) return sources.length > 0 ? m.freshness.never : m.noSourceFor
  const age = freshness(last, now).age ?? 0
  const owner = last.owner || sourceTitle(last)
  return moving ? `${owner} · ${ago(age)}` : owner
}
