import { chosenWorld } from '../appearance.ts'
import { span, time } from '../format.ts'
import { m } from '../messages/index.ts'
import type { Present } from '../present.svelte.ts'
import type { Site } from '../site.ts'

/** What the link is worth, in a word. */
export function linkWord(present: Present): string {
  if (present.past !== undefined) return m.desk.pastShort
  if (present.updating) return m.updating
  if (present.refused === 404) return m.noWorldShort
  if (present.refused === 401 || present.refused === 403) return m.refused
  if (present.now === undefined) return m.connecting
  return m[present.link]
}

/** Why there is no picture yet. */
export function waitingWords(present: Present): string {
  if (present.refused === 404) return m.noWorld(chosenWorld ?? '')
  return present.updating ? m.waitingVersion : m.waiting
}

/** Since when nothing was heard, and for how long; '' while the link is live. */
export function silentSince(present: Present, site: Site): string {
  if (present.link === 'live' || (present.since === undefined && !present.updating)) return ''
  const since = present.since === undefined ? [] : [m.since(time(present.since, site))]
  return [...since, span(present.silentSeconds * 1000)].join(' · ')
}
