import { cutSituation } from '../shared/audience.ts'
import type { Position, WorldInfo } from '../shared/protocol.ts'
import { situationToJson } from '../shared/situation/json.ts'
import type { SituationJson } from '../shared/situation/situation.ts'
import type { Present } from './present.svelte.ts'
import type { Replica } from './replica.svelte.ts'

const everyMs = 60_000
const name = 'situation'
const where = { situation: '/kept/situation', moment: '/kept/moment' }
/** What is larger is not kept. */
const mostBytes = 16_000_000

/** The last situation that this browser saw, as the wall may see it, and when that was true. */
interface Kept {
  fold: string
  position: Position
  world?: WorldInfo
  situation: SituationJson
  /** The world's moment and this machine's, ms. */
  now: number
  at: number
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** There are caches only with HTTPS or on this machine itself. */
const store = (): Promise<Cache> | undefined => globalThis.caches?.open(name)

/** Throws away what was kept: the screen was revoked, or the person has left. */
export async function forgetKept(): Promise<void> {
  await globalThis.caches?.delete(name)
}

/** What was kept by a build with the same fold; undefined where there is nothing of use. */
export async function readKept(): Promise<Kept | undefined> {
  const cache = await store()
  const read = async (address: string): Promise<unknown> => (await cache?.match(address))?.json()
  const [told, moment] = await Promise.all([read(where.situation), read(where.moment)])
  if (!isRecord(told) || !isRecord(moment) || told.fold !== __FOLD__) return undefined
  return { ...told, ...moment } as unknown as Kept
}

interface Page {
  replica: Replica
  present: Present
}

/** Keeps the page's situation, at most once a minute, while `may()`; until the answered function is called. */
export function keepSituation({ replica, present }: Page, may: () => boolean): () => void {
  let kept = -1
  const write = async () => {
    const { situation, position, world } = replica
    if (!may() || present.link !== 'live' || !situation || !position || present.now === undefined) return
    const cache = await store()
    if (!cache) return
    await cache.put(where.moment, Response.json({ now: present.now, at: Date.now() }))
    await keepRegion()
    if (position.seq === kept) return
    kept = position.seq
    const told = {
      fold: __FOLD__,
      position,
      world,
      situation: cutSituation(situationToJson(situation), 'wall'),
    }
    const text = JSON.stringify(told)
    if (text.length <= mostBytes) await cache.put(where.situation, new Response(text))
  }
  // A full disk keeps nothing, and the page goes on.
  const quietly = () => void write().catch(() => undefined)
  const timer = setInterval(quietly, everyMs)
  const first = setTimeout(quietly, 5_000)
  return () => {
    clearInterval(timer)
    clearTimeout(first)
  }
}

/** The map's files were loaded before the service worker was there: they are kept beside. */
async function keepRegion(): Promise<void> {
  const cache = await caches.open('regions')
  const loaded = performance.getEntriesByType('resource').map((entry) => entry.name)
  for (const url of new Set(loaded.filter((one) => new URL(one).pathname.startsWith('/regions/'))))
    if (!(await cache.match(url))) await cache.add(url)
}
