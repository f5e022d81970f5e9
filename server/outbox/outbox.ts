import type { Logger } from 'pino'
import type { ChannelName, Delivery, OutboxStore, Target } from '../registers/outbox-store.ts'
import type { Outage } from '../outage.ts'
import type { World } from '../worlds.ts'
import { Undelivered, type Channel } from './channel.ts'
import { noticeOf, wants } from './notice.ts'

const second = 1_000
/** How long to wait after each failure; past the list its last. */
const backOff = [1, 5, 15, 60, 300, 900, 1800, 3600].map((seconds) => seconds * second)
const patienceMs = 86_400_000
const readAtOnce = 500
const sentAtOnce = 100
const lookEveryMs = 1_000
const restMs = 200
const mostUnwritten = 10_000
const sweepEveryMs = 3_600_000

interface OutboxParts {
  store: OutboxStore
  world: World
  channels: Partial<Record<ChannelName, Channel>>
  logger: Logger
  outage?: Pick<Outage, 'isOne'>
  /** Whether whoever subscribed may still come in. */
  holds: (owner: string) => Promise<boolean>
  now?: () => number
}

/**
 * Tells outside what the log says: follows it from where it was, keeps a delivery per statement and target, and sends each
 * until the other side has it, for a day; then it is dead and listed. Answers how to stop.
 */
export function startOutbox(parts: OutboxParts): () => Promise<void> {
  const { store, world, logger, now = Date.now } = parts
  const { log } = world
  let stopped = false
  let cursor = 0
  let written = 0
  let placed: Promise<void> | undefined
  let swept = 0
  let working: Promise<void> | undefined
  let begun = -Infinity
  let soon: NodeJS.Timeout | undefined

  /** Where nothing is to be told the cursor is written now and then: read again, it comes to the same. */
  async function moveTo(seq: number, deliveries: Delivery[], atOnce = false): Promise<void> {
    if (deliveries.length > 0 || atOnce || seq - written >= mostUnwritten) {
      await store.keep(world.info.name, seq, deliveries)
      written = seq
    }
    cursor = seq
  }

  /** Finds its place once; where the store does not answer, with the next look. */
  const begin = (fresh: number): Promise<void> =>
    (placed ??= (async () => {
      cursor = written = await store.place(world.info.name, log.epoch, fresh)
    })().catch((error: unknown) => {
      placed = undefined
      throw error
    }))

  /** What the log says beyond the cursor, as deliveries; the situation is as far as the log or farther. */
  async function gather(): Promise<void> {
    const targets = await store.targets()
    if (targets.length === 0) return moveTo(world.present.seq, [])
    while (!stopped) {
      const events = await log.read(cursor, readAtOnce)
      const last = events.at(-1)
      if (!last || stopped) return
      const { wall } = world.present.situations
      const deliveries = events.flatMap((event) => {
        const notice = noticeOf(wall, event)
        if (!notice) return []
        const told = targets.filter(
          (target) => target.created <= event.recorded && wants(target, wall, event, notice.level),
        )
        return told.map(({ id }) => deliveryOf(`${log.epoch}-${event.seq}-${id}`, id, event, notice))
      })
      await moveTo(last.seq, deliveries)
    }
  }

  function deliveryOf(
    id: string,
    target: string,
    { seq, type }: { seq: number; type: string },
    notice: object,
  ) {
    const at = now()
    const body = JSON.stringify(notice)
    return {
      id,
      target,
      seq,
      type,
      body,
      created: at,
      next: at,
      attempts: 0,
      state: 'waiting',
      error: '',
    } as const
  }

  /** Each target gets its own in order; one that does not answer keeps nobody else waiting. */
  async function send(): Promise<void> {
    if (now() - swept > sweepEveryMs) await store.sweep((swept = now()))
    const targets = new Map((await store.targets()).map((target) => [target.id, target]))
    const byTarget = Map.groupBy(await store.due(now(), sentAtOnce), ({ target }) => target)
    await Promise.all([...byTarget].map(([id, due]) => sendTo(targets.get(id), due)))
  }

  async function sendTo(target: Target | undefined, due: Delivery[]): Promise<void> {
    for (const delivery of due) {
      if (stopped) return
      if (!target) {
        await store.tried(delivery.id, 'dead', 0, delivery.attempts, 'its target was taken away')
        continue
      }
      // Whoever subscribed and may no longer come in is told nothing more.
      if (target.owner !== undefined && !(await parts.holds(target.owner)))
        return void (await store.dropTarget(target.id))
      const channel = parts.channels[target.channel]
      try {
        if (!channel) throw new Undelivered(`${target.channel} is not set up here`)
        await channel.send(target, delivery)
        await store.tried(delivery.id, 'done', 0, delivery.attempts + 1, '')
      } catch (error) {
        await failed(target, delivery, error)
        // Whoever cannot be reached now is not asked for every single one.
        if (!(error instanceof Undelivered && error.forGood)) return
      }
    }
  }

  async function failed(target: Target, { id, created, attempts }: Delivery, error: unknown): Promise<void> {
    const reason = error instanceof Error ? error.message : String(error)
    const wait = backOff[Math.min(attempts, backOff.length - 1)] ?? second
    const forGood = error instanceof Undelivered && error.forGood
    const dead = forGood || now() + wait - created > patienceMs
    await store.tried(id, dead ? 'dead' : 'waiting', now() + wait, attempts + 1, reason)
    if (dead) logger.warn({ target: target.id, delivery: id, reason }, 'could not be delivered')
    if (error instanceof Undelivered && error.gone && target.channel === 'push')
      await store.dropTarget(target.id)
  }

  const work = (): void => {
    clearTimeout(soon)
    soon = undefined
    begun = performance.now()
    working ??= begin(world.present.seq)
      .then(gather)
      .then(send)
      .catch((error: unknown) => {
        if (!parts.outage?.isOne(error)) logger.error({ error: String(error) }, 'the outbox could not go on')
      })
      .finally(() => (working = undefined))
  }
  /** The first statement after a pause is told at once, many are looked at together. */
  const workSoon = (): void => {
    const wait = begun + restMs - performance.now()
    if (wait <= 0) work()
    else soon ??= setTimeout(work, wait)
  }
  const unfollow = world.present.onApplied(workSoon)
  work()
  const timer = setInterval(work, lookEveryMs)
  timer.unref()
  return async () => {
    if (stopped) return
    stopped = true
    unfollow()
    clearInterval(timer)
    clearTimeout(soon)
    await working
    if (placed) await moveTo(cursor, [], true).catch(() => undefined)
  }
}
