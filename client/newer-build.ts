import type { LivePage } from './live-page.svelte.ts'
import { reloadWhenReachable } from './reload.ts'
import { loudest } from './sound/next-burst.ts'
import { inForce } from './warnings.ts'

const lookEveryMs = 5 * 60_000
const quietEveryMs = 30_000
const awas = 3

/** Which files a page of this product begins with; their names change with their content. */
function partsOf(html: string): string {
  return [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)]
    .map((found) => found[1])
    .sort()
    .join(' ')
}

/** Whether nobody would miss the picture for a second: no alarm waits, nothing is at Awas, the link stands. */
function quiet({ replica, present }: Pick<LivePage, 'replica' | 'present'>): boolean {
  const { situation } = replica
  if (!situation || present.link !== 'live' || present.now === undefined) return false
  const now = present.now
  if (loudest(situation.alarm.values()) > 0) return false
  if ([...situation.incident.values()].some(({ level }) => level >= awas)) return false
  return ![...situation.warning.values()].some((one) => one.level >= awas && inForce(one, now))
}

/**
 * Reloads the page for a version that changes no fold, at a quiet moment; a fold that changed does so by itself. The
 * screens of a wall look at different times, so that they do not all go at once.
 */
export function followBuilds(page: LivePage): () => void {
  const mine = partsOf(document.documentElement.outerHTML)
  let newer = false
  const look = async () => {
    const answer = await fetch('/index.html', { cache: 'no-store' }).catch(() => undefined)
    if (answer?.ok) newer = partsOf(await answer.text()) !== mine
  }
  const looking = setInterval(look, lookEveryMs * (0.8 + Math.random() * 0.4))
  const waiting = setInterval(
    () => {
      if (!newer || !quiet(page)) return
      newer = false
      reloadWhenReachable()
    },
    quietEveryMs * (0.5 + Math.random()),
  )
  return () => {
    clearInterval(looking)
    clearInterval(waiting)
  }
}
