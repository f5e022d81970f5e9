import type { ChannelName, OutboxStore } from '../registers/outbox-store.ts'
import type { Condition } from './conditions.ts'

const minuteMs = 60_000
/** How long the oldest waits until it is told; an hour is long for those who rely on it. */
const marks: readonly [minutes: number, level: Condition['level']][] = [
  [60, 2],
  [15, 1],
]
const words: Record<ChannelName, string> = { mail: 'Surel', webhook: 'Webhook', push: 'Notifikasi' }
const aDayMs = 86_400_000

/** That what is to leave the room does not: whoever is told elsewhere does not know that he hears nothing. `now`: ms UTC. */
export async function undelivered(
  store: Pick<OutboxStore, 'targets' | 'due'>,
  now: number,
): Promise<Condition[]> {
  const channels = new Map((await store.targets()).map(({ id, channel }) => [id, channel]))
  // All that waits, the oldest first, also what rests until its next try.
  const waiting = await store.due(now + 2 * aDayMs, 1_000)
  const byChannel = Map.groupBy(waiting, ({ target }) => channels.get(target))
  return [...byChannel].flatMap(([channel, some]): Condition[] => {
    const minutes = (now - Math.min(...some.map(({ created }) => created))) / minuteMs
    const mark = marks.find(([least]) => minutes >= least)
    if (!channel || !mark) return []
    const message = `${words[channel]} belum terkirim lebih dari ${mark[0]} menit, ${some.length} tertahan: periksa tujuan dan jaringan`
    return [{ rule: 'pengiriman', about: channel, level: mark[1], message }]
  })
}
