import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Condition } from './conditions.ts'

/** systemd-timesyncd asks every 34 minutes at the latest. */
const mostMs = 24 * 3_600_000

/**
 * That the machine's clock is no longer set by NTP, where systemd-timesyncd does it: it touches `synchronized` whenever
 * it did (systemd-timesyncd.service(8)). Nothing is said where something else sets the clock. `now`: ms UTC.
 */
export async function unsynchronized(now: number, folder = '/run/systemd/timesync'): Promise<Condition[]> {
  const there = await stat(folder).catch(() => undefined)
  if (!there) return []
  const set = await stat(join(folder, 'synchronized')).catch(() => there)
  if (Math.abs(now - set.mtimeMs) <= mostMs) return []
  const message =
    'Jam server lebih dari sehari tidak disetel NTP (systemd-timesyncd): periksa jaringan ke server NTP'
  return [{ rule: 'jam-server', about: 'ntp', level: 1, message }]
}
