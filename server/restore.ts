import { hash } from 'node:crypto'
import { brotliDecompressSync } from 'node:zlib'
import { cut, cutSituation, type Audience } from '../shared/audience.ts'
import { evolveAll } from '../shared/situation/evolve-all.ts'
import { evolve } from '../shared/situation/evolve.ts'
import { situationFromJson } from '../shared/situation/json.ts'
import { createSituation, type Situation, type SituationJson } from '../shared/situation/situation.ts'
import { foldVersion } from './fold-version.ts'
import type { Log } from './log/log.ts'

/** Nobody waits for more than this to be folded anew: twice what lies between checkpoints. */
const mostFolded = 40_000

/** What a checkpoint depends on besides the log: the version of shared/ and the settings before the first event. */
export function foldOf(first: Record<string, unknown>): string {
  return `${foldVersion()}-${hash('sha256', JSON.stringify(first)).slice(0, 8)}`
}

/** The situation of each audience from the newest checkpoint of this fold, else as it is before the first event. */
export async function restore(
  log: Log,
  first: Record<string, unknown>,
): Promise<Record<Audience, Situation>> {
  const json = await checkpointJson(log, first)
  if (!json) return { wall: createSituation(first), staff: createSituation(first) }
  const wall = situationFromJson(cutSituation(json(), 'wall'))
  return { wall, staff: situationFromJson(json()) }
}

async function checkpointJson(
  log: Log,
  first: Record<string, unknown>,
  at?: string,
): Promise<(() => SituationJson) | undefined> {
  const checkpoint = await log.checkpoint(foldOf(first), at)
  if (!checkpoint) return undefined
  try {
    const text = brotliDecompressSync(checkpoint.body).toString()
    return () => JSON.parse(text) as SituationJson
  } catch {
    // A checkpoint only saves time: one that cannot be read is none, and the log is folded anew.
    return undefined
  }
}

/**
 * The situation as it stood at `seq`, folded on from the newest checkpoint; undefined where that is newer already, or too far
 * back. Rejects with LogUnavailable.
 */
export async function situationUpTo(
  log: Log,
  first: Record<string, unknown>,
  seq: number,
  audience: Audience,
): Promise<Situation | undefined> {
  const json = (await checkpointJson(log, first))?.()
  const situation = json ? situationFromJson(cutSituation(json, audience)) : createSituation(first)
  if (situation.seq > seq || seq - situation.seq > mostFolded) return undefined
  while (situation.seq < seq) {
    const events = await log.read(situation.seq, Math.min(500, seq - situation.seq))
    if (events.length === 0) return undefined
    evolveAll(
      situation,
      events.map((event) => cut(event, audience)),
    )
    // Others get their turn.
    await new Promise<void>((resume) => setImmediate(resume))
  }
  return situation
}

/** The situation as it was known at `at` (UTC): the events recorded up to and with that moment, folded. */
export async function situationAt(log: Log, first: Record<string, unknown>, at: string, audience: Audience) {
  const json = await checkpointJson(log, first, at)
  const situation = json ? situationFromJson(cutSituation(json(), audience)) : createSituation(first)
  for (;;) {
    // Others get their turn: a long day may lie between the checkpoint and `at`.
    await new Promise<void>((resume) => setImmediate(resume))
    const events = await log.read(situation.seq, 500)
    for (const event of events) {
      if (event.recorded > at) return situation
      evolve(situation, cut(event, audience))
    }
    if (events.length === 0) return situation
  }
}
