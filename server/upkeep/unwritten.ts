import type { Writing } from '../writing.ts'
import type { Condition } from './conditions.ts'

/** How long it is told after it is over: whoever looks after the machine must know. */
const toldForMs = 3_600_000

/** That the log took no writes, told in the log itself once it takes them again; `now`: ms UTC of this machine. */
export function unwritten({ over }: Pick<Writing, 'over'>, now = Date.now()): Condition[] {
  if (!over || now - over.until > toldForMs) return []
  const seconds = Math.max(1, Math.round((over.until - over.since) / 1_000))
  const message = `Penyimpanan ${seconds} detik tidak dapat ditulis, sudah pulih; periksa disk: ${over.reason}`
  return [{ rule: 'penyimpanan', about: 'log', level: 2, message: message.slice(0, 300) }]
}
